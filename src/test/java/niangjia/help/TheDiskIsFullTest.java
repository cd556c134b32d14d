package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The disk fills up in the middle of an import: it is told, nothing of it stays, and once there is
 * room again the same file goes in.
 */
@OnTheRealNet
class TheDiskIsFullTest {

    private static final int ROWS = 400;

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;

    /** The server's own words for a full disk, at the two hundredth row. */
    @BeforeEach
    void fill() {
        jdbc.sql(
                        """
                        create function network.no_room() returns trigger language plpgsql as $$
                        begin
                          if new.code like '%350' then
                            raise exception 'could not extend file: No space left on device' using errcode = '53100';
                          end if;
                          return new;
                        end $$
                        """)
                .update();
    }

    @AfterEach
    void makeRoom() {
        jdbc.sql("drop function network.no_room() cascade").update();
    }

    @ParameterizedTest
    @CsvSource({
        "unit, 220102001, 22, 吉林省操作员",
        "past, 210102001, 21, 辽宁省操作员",
        "import_line, 130102001, 13, 河北省操作员"
    })
    void andNothingOfTheImportStaysUntilThereIsRoom(
            String table, String township, String province, String name) {
        Phone operator = Phone.of(port, seats, seats.fill(seats.place(province), name, false));
        Upload upload = new Upload(operator);
        if (table.equals("past")) {
            // What fills the disk is the history of villages that are called otherwise now.
            String first = upload.looked(lines(township, "旧"));
            yes(operator, first);
            upload.when(first, "已铺入：新增 400 个");
            jdbc.sql("update network.unit set since = '2020-01-01' where code like ?")
                    .param(township + "___")
                    .update();
        }
        // The seat that was filled just now is counted upwards by a clock.
        await().until(() ->
                jdbc.sql("select not exists (select from network.change)")
                        .query(Boolean.class)
                        .single());
        String net = net(province);

        jdbc.sql(
                        "create trigger no_room before insert on network.%s for each row execute function network.no_room()"
                                .formatted(table))
                .update();
        String page = upload.looked(lines(township, "新"));
        if (!table.equals("import_line")) {
            assertThat(upload.whenDone(page)).doesNotContain("磁盘");
            yes(operator, page);
        }
        assertThat(upload.when(page, "磁盘或内存已满，没有改动"))
                .contains("role=\"alert\"")
                .doesNotContain("Exception", "No space", "已铺入");
        assertThat(net(province)).isEqualTo(net);
        assertThat(operator.get("/").statusCode()).isEqualTo(200);

        jdbc.sql("drop trigger no_room on network." + table).update();
        String again = table.equals("import_line") ? upload.looked(lines(township, "新")) : page;
        yes(operator, again);
        upload.when(again, "已铺入");
        assertThat(
                        jdbc.sql(
                                        "select count(*) from network.unit where code like ? and name like '新%'")
                                .param(township + "___")
                                .query(Integer.class)
                                .single())
                .isEqualTo(ROWS);
    }

    private static void yes(Phone operator, String page) {
        assertThat(operator.post(page + "/yes", Map.of("once", operator.token(page))).statusCode())
                .isEqualTo(303);
    }

    private static String lines(String township, String called) {
        return IntStream.range(200, 200 + ROWS)
                .mapToObj(n -> township + n + "," + called + "村" + n)
                .collect(Collectors.joining("\n", "code,name\n", "\n"));
    }

    /** Everything that an import changes in a province, in one line. */
    private String net(String province) {
        short number = Short.parseShort(province);
        return jdbc.sql(
                        """
                        select concat_ws(' ',
                          (select count(*) || ':' || md5(string_agg(id || name || since, ',' order by id))
                           from network.unit where province = :province),
                          (select count(*) from network.past p join network.unit u on u.id = p.unit where u.province = :province),
                          (select count(*) from network.source),
                          (select count(*) from network.change c join network.unit u on u.id = c.unit where u.province = :province),
                          (select count(*) from network.import_line where left(code, 2) = :text and wrong is null
                             and import not in (select id from network.import where state in ('CHECKED', 'REFUSED'))))
                        """)
                .param("province", number)
                .param("text", province)
                .query(String.class)
                .single();
    }
}
