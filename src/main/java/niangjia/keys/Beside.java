package niangjia.keys;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import javax.sql.DataSource;

/** One connection beside the pool that work waits on, opened when it is needed. */
final class Beside implements AutoCloseable {

    private final HikariDataSource one;

    Beside(DataSource pool) throws SQLException {
        var same = new HikariConfig();
        pool.unwrap(HikariDataSource.class).copyStateTo(same);
        same.setPoolName("keys");
        same.setMaximumPoolSize(1);
        same.setMinimumIdle(0);
        same.setIdleTimeout(10_000);
        same.setInitializationFailTimeout(-1);
        one = new HikariDataSource(same);
    }

    DataSource source() {
        return one;
    }

    @Override
    public void close() {
        one.close();
    }
}
