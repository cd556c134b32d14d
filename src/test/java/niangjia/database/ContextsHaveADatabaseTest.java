package niangjia.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A Spring test needs to say nothing to work on a database of its own. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ContextsHaveADatabaseTest {

    @Autowired JdbcClient jdbc;

    @Autowired DataFolder folder;

    @Test
    void thatIsFreshAndReal() {
        assertThat(jdbc.sql("select current_database()").query(String.class).single())
                .startsWith("story_");
        assertThat(folder.path().toString()).contains("test-data");
    }
}
