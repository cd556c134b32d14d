package niangjia.keys;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import niangjia.database.DataFolder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A program of its own for tests that kill one: closes values again after a change of keys, and
 * says so after each slice. Arguments: address, user and password of the database, the folder of
 * the master keys, the table.
 */
final class Sweeper {

    private Sweeper() {}

    public static void main(String[] args) {
        var source = new DriverManagerDataSource(args[0], args[1], args[2]);
        var jdbc = JdbcClient.create(source);
        var transactions = new DataSourceTransactionManager(source);
        Clock clock = Clock.systemUTC();
        var keys =
                new Keys(
                        jdbc,
                        source,
                        new FolderMasterKeys(new DataFolder(Path.of(args[3]))),
                        Suite.AES_256_GCM,
                        clock,
                        transactions);
        keys.prove();
        var again = new CloseAgain(jdbc, keys, List.of(field(args[4])), clock, transactions);
        System.out.println("ready");
        while (true) {
            if (again.step()) {
                System.out.println("slice");
            } else {
                LockSupport.parkNanos(20_000_000);
            }
        }
    }

    static Field field(String table) {
        return new Field("people", table, "name");
    }
}
