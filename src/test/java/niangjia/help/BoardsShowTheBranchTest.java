package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import niangjia.help.model.Stage;
import niangjia.help.queries.Board;
import niangjia.help.tasks.RunClocks;
import niangjia.help.tasks.Work;
import niangjia.network.SeatHeld;
import niangjia.shared.Page;
import niangjia.shared.Scope;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A board shows all that its seat may see, and each request once. */
@OnTheRealNet
class BoardsShowTheBranchTest {

    private static final int EACH = 200;

    /** Said without the ways by which boards are read. */
    private static final String RECOUNT =
            """
            select r.id from help.request r join network.unit t on t.id = coalesce(r.held_by, r.place)
            where r.ended_at is null and r.restricted_at is null and not r.sealed and r.stage = :stage
              and (t.position between :first and :last and (r.held_by is not null or not r.skip_village)
                or :seat in (r.desk, r.claimed_by, r.receiver, r.offered_desk))
            order by r.due_at nulls last, r.id limit :limit
            """;

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;
    @Autowired RunClocks clocks;
    @Autowired Board board;
    @Autowired Work work;

    @Test
    void atEveryLevelOfTheTree() {
        SeatHeld street = seats.onDuty("610102001", "街道的她");
        SeatHeld county = seats.onDuty("610102", "新城的她");
        SeatHeld beside = seats.onDuty("610103", "碑林的她");
        SeatHeld city = seats.onDuty("6101", "西安的她");
        SeatHeld province = seats.fill(seats.place("61"), "陕西的她", false);
        SeatHeld nation = seats.fill(seats.place(""), "全国的她", false);
        List<Story> stories = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            clock.turn(Duration.ofMinutes(7));
            stories.add(
                    Story.asked(
                            port,
                            jdbc,
                            List.of("610102001", "610102", "610103").get(i % 3),
                            "看板的事 " + i,
                            ",\"kind\":\"work\"" + (i % 4 == 0 ? ",\"skipVillage\":true" : "")));
        }
        Story.asked(port, jdbc, "610102001", "丈夫打我", ",\"kind\":\"violence\"");
        work.claim(street.branch(), stories.get(0).id(), "来");
        work.claim(county.branch(), stories.get(1).id(), "来");
        work.claim(beside.branch(), stories.get(2).id(), "来");
        work.proposeDone(county.branch(), stories.get(1).id(), null, List.of());
        work.offer(county.branch(), stories.get(4).id(), city.seat(), "不归我们");
        work.claim(street.branch(), stories.get(3).id(), "来");
        work.offer(street.branch(), stories.get(3).id(), beside.seat(), "搬到那边了");

        int seen = 0;
        for (SeatHeld who : List.of(street, county, beside, city, province, nation)) {
            Board.Columns columns = board.columns(who.branch(), EACH);
            seen += same(who, Stage.WAITING, columns.waiting());
            seen += same(who, Stage.IN_HAND, columns.inHand());
            seen += same(who, Stage.HER_WORD, columns.herWord());
        }
        System.out.println("cards compared: " + seen);
        assertThat(board.columns(beside.branch(), EACH).inHand().cards())
                .as("what is offered from elsewhere stands there too")
                .extracting(Board.Card::id)
                .contains(stories.get(3).id());
        assertThat(board.columns(city.branch(), 2).waiting().count())
                .isEqualTo(recount(city, Stage.WAITING).size());
        assertThat(board.mine(county.branch(), EACH))
                .extracting(Board.Card::id)
                .contains(stories.get(1).id(), stories.get(4).id())
                .doesNotContain(stories.get(2).id());
        assertThat(board.mine(city.branch(), EACH))
                .extracting(Board.Card::id)
                .contains(stories.get(4).id());
    }

    private int same(SeatHeld who, Stage stage, Board.Column column) {
        assertThat(column.cards())
                .as(who.knownAs() + " " + stage)
                .extracting(Board.Card::id)
                .isEqualTo(recount(who, stage));
        return column.cards().size();
    }

    private List<UUID> recount(SeatHeld who, Stage stage) {
        Scope.Branch branch = who.branch();
        return jdbc.sql(RECOUNT)
                .param("stage", stage.name())
                .param("first", branch.first())
                .param("last", branch.last())
                .param("seat", branch.seat().value())
                .param("limit", EACH)
                .query(UUID.class)
                .list();
    }

    @Test
    void theLateListTellsEachOnceAlsoWhereNoPromiseRunsAnyMore() {
        SeatHeld county = seats.onDuty("610202", "王益的她");
        SeatHeld city = seats.onDuty("6102", "铜川的她");
        clock.turn(Duration.ofNanos(123_457_000));
        List<UUID> asked = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            asked.add(Story.asked(port, jdbc, "610202", "铜川的事 " + i).id());
        }
        UUID proposed = asked.getFirst();
        work.claim(county.branch(), proposed, "来");
        clock.turn(Duration.ofDays(40));
        while (clocks.runDue() > 0) {
            clock.turn(Duration.ofNanos(1000));
        }
        work.claim(city.branch(), proposed, null);
        work.proposeDone(city.branch(), proposed, null, List.of());

        List<UUID> told = new ArrayList<>();
        String after = "";
        List<Board.Card> cards;
        do {
            cards = board.late(city.branch(), new Page(after, 2));
            cards.forEach(card -> told.add(card.id()));
            after = cards.isEmpty() ? "" : cards.getLast().cursor();
        } while (cards.size() == 2 && told.size() < 20);
        assertThat(told).containsExactlyInAnyOrderElementsOf(asked);
        assertThat(Phone.of(port, seats, city).get("/requests/late").body())
                .contains("/requests/" + proposed);
    }
}
