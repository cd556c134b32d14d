package niangjia.records.tasks;

import java.nio.file.Path;
import niangjia.records.outside.Witnesses;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A program of its own for tests that kill one: seals without a pause and says so after each turn.
 * Arguments: address, user and password of the database, the witness's folder.
 */
final class Sealer {

    private Sealer() {}

    public static void main(String[] args) {
        var log =
                new SealedLog(
                        new DriverManagerDataSource(args[0], args[1], args[2]),
                        Witnesses.folder(Path.of(args[3])));
        while (true) {
            log.seal().turn();
            System.out.println("turned");
        }
    }
}
