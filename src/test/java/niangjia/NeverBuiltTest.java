package niangjia;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import niangjia.help.OnTheRealNet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What people complain of elsewhere does not exist here: no page, no column, no text for it. */
@OnTheRealNet
class NeverBuiltTest {

    /** Texts that use such a word for something else, each with what. */
    private static final Map<String, String> ANOTHER_THING =
            Map.of("network.refused.ballots", "the secret ballot of a founding act is recorded");

    @Autowired JdbcClient jdbc;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @Test
    void nothingOfItIsInTheRunningProgram() throws Exception {
        List<String> routes = new ArrayList<>();
        mappings.getHandlerMethods()
                .forEach((info, method) ->
                        info.getPatternValues()
                                .forEach(path ->
                                        routes.add(
                                                info.getMethodsCondition().getMethods()
                                                        + " "
                                                        + path)));
        List<String> columns =
                jdbc.sql(
                                """
                                select table_schema || '.' || table_name || '.' || column_name
                                from information_schema.columns
                                where table_schema not in ('pg_catalog', 'information_schema', 'public')
                                """)
                        .query(String.class)
                        .list();
        List<String> texts = texts();
        texts.removeIf(text -> ANOTHER_THING.containsKey(text.substring(0, text.indexOf('='))));
        System.out.printf(
                "visited: %d routes, %d columns, %d texts, for %d absences%n",
                routes.size(), columns.size(), texts.size(), NeverBuilt.all().size());
        assertThat(routes).hasSizeGreaterThan(20);
        assertThat(columns).hasSizeGreaterThan(100);
        assertThat(texts).hasSizeGreaterThan(500);
        assertThat(NeverBuilt.offenders(routes, columns, texts)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "clock-in | POST /duties/check-in | people.person.attendance | 今天打卡了吗",
                "points | GET /points | people.person.score | 您有 {0} 积分",
                "ranking | GET /requests/ranking | help.sum.rank | 本月排名",
                "leaderboard | GET /leaderboard | help.leader_board.day | 排行榜",
                "reading time | POST /reading-time | people.person.minutes_online | 阅读时长",
                "quota of pledges | GET /pledge-quota | relief.pledge_quota.unit | 认购任务",
                "donation | POST /donate | relief.campaign.raised | 我要捐款",
                "balance | GET /wallet | people.person.balance | 余额",
                "vote | POST /honours/{id}/vote | honours.nominee.votes | 为她投票",
                "risk label on a person | GET /people/risk-level | people.person.risk_label | 高风险人群",
                "search for women | GET /people/search | people.woman_search.grams | 查找妇女",
            })
    void aSeededOffenderIsFound(String what, String route, String column, String text) {
        assertThat(NeverBuilt.all()).contains(what);
        assertThat(NeverBuilt.offenders(List.of(route), List.of(), List.of()))
                .contains(what + ": " + route);
        assertThat(NeverBuilt.offenders(List.of(), List.of(column), List.of()))
                .contains(what + ": " + column);
        assertThat(NeverBuilt.offenders(List.of(), List.of(), List.of("a.key=" + text)))
                .contains(what + ": a.key=" + text);
    }

    private static List<String> texts() throws Exception {
        List<String> texts = new ArrayList<>();
        for (var file :
                new PathMatchingResourcePatternResolver()
                        .getResources("classpath*:texts/*.properties")) {
            var bundle = new Properties();
            bundle.load(
                    new java.io.InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8));
            bundle.forEach((key, text) -> texts.add(key + "=" + text));
        }
        return texts;
    }
}
