package niangjia.site;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import niangjia.shared.UnitId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class TimesAreSaidAsPeopleDoTest {

    static Look look(String language) {
        StaticListableBeanFactory none = new StaticListableBeanFactory(Map.of());
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
        request.setCookies(new Cookie("lang", language));
        Site site =
                new Site(
                        new Texts(true),
                        Samples.at("2026-05-20T06:35:00Z"),
                        new FormTokens(
                                new FormKey(new byte[32]), Samples.at("2026-05-20T06:35:00Z")),
                        none.getBeanProvider(WhoIsLooking.class),
                        none.getBeanProvider(MenuEntry.class),
                        none.getBeanProvider(Tab.class),
                        none.getBeanProvider(Banner.class),
                        none.getBeanProvider(Spelled.class),
                        none.getBeanProvider(
                                org.springframework.web.servlet.resource.ResourceUrlProvider
                                        .class));
        return new Look(site, request, new MockHttpServletResponse());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-05-20T06:32:00Z, 今天 14:32, today 14:32",
        "2026-05-19T16:05:00Z, 今天 0:05, today 0:05",
        "2026-05-19T15:59:00Z, 昨天 23:59, yesterday 23:59",
        "2026-05-21T01:30:00Z, 明天 9:30, tomorrow 9:30",
        "2026-05-24T01:30:00Z, 5 月 24 日 9:30, '24 May, 9:30'",
        "2025-12-31T16:30:00Z, 1 月 1 日 0:30, '1 Jan, 0:30'",
        "2025-12-31T15:30:00Z, 2025 年 12 月 31 日 23:30, '31 Dec 2025, 23:30'",
    })
    void aMoment(Instant moment, String chinese, String english) {
        assertThat(look("zh").when(moment)).isEqualTo(chinese);
        assertThat(look("en").when(moment)).isEqualTo(english);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-05-21T01:30:00Z, 还剩 18 小时, 18 hours left",
        "2026-05-20T07:35:00Z, 还剩 1 小时, 1 hour left",
        "2026-05-20T07:05:00Z, 还剩 30 分钟, 30 minutes left",
        "2026-05-20T06:35:10Z, 还剩 1 分钟, 1 minute left",
        "2026-05-25T06:35:00Z, 还剩 5 天, 5 days left",
        "2026-05-20T04:35:00Z, 晚了 2 小时, 2 hours late",
    })
    void whatIsLeft(Instant due, String chinese, String english) {
        assertThat(look("zh").left(due)).isEqualTo(chinese);
        assertThat(look("en").left(due)).isEqualTo(english);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-05, 0",
        "2026-02-18, 3",
        "2026-06-21, 11",
        "2025-12-21, 23",
        "2024-04-04, 6",
        "2026-05-20, -1"
    })
    void theSolarTermsFallOnTheirDays(LocalDate day, int term) {
        assertThat(SolarTerms.on(day)).isEqualTo(term);
    }

    @Test
    void aYearHasTwentyFourSolarTerms() {
        assertThat(
                        LocalDate.of(2027, 1, 1)
                                .datesUntil(LocalDate.of(2028, 1, 1))
                                .mapToInt(SolarTerms::on)
                                .filter(term -> term != SolarTerms.NONE))
                .hasSize(24)
                .doesNotHaveDuplicates();
    }

    @Test
    void theBrowserRemembersAPlace() {
        Place place = new Place(new UnitId(UUID.randomUUID()), "石桥县 · 柳湾镇");
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setCookies(new Cookie("place", place.cookie().getValue()));
        assertThat(Place.of(request)).isEqualTo(place);
        for (String nonsense : new String[] {"", "x", "a".repeat(60), place.unit() + ".%%%"}) {
            MockHttpServletRequest other = new MockHttpServletRequest();
            other.setCookies(new Cookie("place", nonsense));
            assertThat(Place.of(other)).isNull();
        }
    }
}
