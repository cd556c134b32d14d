package niangjia.network.outside;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import niangjia.network.Sheet;
import niangjia.network.Sheets;
import niangjia.shared.Refused;
import org.springframework.stereotype.Component;

/** Tells by a file's first bytes, not by its name, what it is. */
@Component
public class SheetFiles implements Sheets {

    /** More rows than the country has villages, several times over. */
    static final int MOST_ROWS = 3_000_000;

    @Override
    public Sheet open(Path file) {
        try {
            byte[] head = new byte[8];
            int read;
            try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
                read = bytes.readNBytes(head, 0, head.length);
            }
            if (read == 0) {
                throw Refused.field("file", "network.import.refused.empty");
            }
            if (read > 3 && head[0] == 'P' && head[1] == 'K' && head[2] <= 8 && head[3] <= 8) {
                return XlsxSheet.open(file);
            }
            if (read == 8
                    && (head[0] & 0xff) == 0xd0
                    && (head[1] & 0xff) == 0xcf
                    && head[2] == 0x11) {
                throw Refused.field("file", "network.import.refused.old-format");
            }
            return CsvSheet.open(file);
        } catch (IOException unreadable) {
            throw Refused.field("file", "network.import.refused.unreadable");
        }
    }
}
