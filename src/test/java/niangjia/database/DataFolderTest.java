package niangjia.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder in which an installation keeps its files. */
class DataFolderTest {

    private static final String MASTER = "0123456789abcdef0123456789abcdef";

    @TempDir Path parent;

    @Test
    void isOpenToItsOwnerOnly() throws IOException {
        var folder = new DataFolder(parent.resolve("new/data"));
        assertThat(permissions(folder.path())).isEqualTo("rwx------");
        folder.secret("receipts", 32);
        assertThat(permissions(folder.file("secrets/receipts"))).isEqualTo("rw-------");
    }

    @Test
    void drawsASecretOnceForEachName() {
        byte[] first = new DataFolder(parent).secret("receipts", 32);
        assertThat(first).hasSize(32).isEqualTo(new DataFolder(parent).secret("receipts", 32));
        assertThat(new DataFolder(parent).secret("links", 32)).isNotEqualTo(first);
        assertThatThrownBy(() -> new DataFolder(parent).secret("receipts", 16))
                .hasMessageContaining("receipts");
    }

    @Test
    void derivesTheSameSecretEverywhereFromAMaster() {
        byte[] here = new DataFolder(parent.resolve("here"), MASTER).secret("receipts", 32);
        byte[] there = new DataFolder(parent.resolve("there"), MASTER).secret("receipts", 32);
        assertThat(here).hasSize(32).isEqualTo(there);
        assertThat(new DataFolder(parent, MASTER).secret("links", 32)).isNotEqualTo(here);
        assertThat(new DataFolder(parent, MASTER + "x").secret("receipts", 32)).isNotEqualTo(here);
        assertThat(parent.resolve("here/secrets")).doesNotExist();
    }

    @Test
    void refusesAMasterThatCouldBeGuessed() {
        assertThatThrownBy(() -> new DataFolder(parent, "niangjia"))
                .hasMessageContaining("NIANGJIA_SECRET")
                .hasMessageNotContaining("niangjia");
    }

    @Test
    void givesNoPlaceOutsideOfItself() {
        var folder = new DataFolder(parent);
        assertThatThrownBy(() -> folder.file("../elsewhere"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(folder.file("imports/villages.csv")).startsWithRaw(folder.path());
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
