package niangjia.cases.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import niangjia.cases.model.Option;
import niangjia.cases.model.What;
import niangjia.cases.model.WhoSees;
import niangjia.cases.queries.CaseFile;
import niangjia.help.OnSealing;
import niangjia.help.RequestId;
import niangjia.network.Network;
import niangjia.network.SeatHeld;
import niangjia.network.WorkingTime;
import niangjia.records.Entry;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A case for every sealed matter, from the moment that it is sealed. */
@Component
class OpenCase implements OnSealing {

    /** Harm to a child is reported at once: two hours at most. */
    static final Duration REPORT = Duration.ofHours(2);

    private final JdbcClient jdbc;
    private final IntakeLog log;
    private final CaseFile file;
    private final WorkOnCase work;
    private final Network network;
    private final Clock clock;

    OpenCase(
            JdbcClient jdbc,
            IntakeLog log,
            CaseFile file,
            WorkOnCase work,
            Network network,
            Clock clock) {
        this.jdbc = jdbc;
        this.log = log;
        this.file = file;
        this.work = work;
        this.network = network;
        this.clock = clock;
    }

    @Override
    public void sealed(RequestId matter) {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql("insert into cases.matter (province, id, opened_at) values (?, ?, ?)")
                .params(matter.province().number(), matter.value(), now)
                .update();
        jdbc.sql(
                        """
                        insert into cases.clock (province, matter, what, since, due_at)
                        select province, id, 'CHILD_REPORT', :now, :due from help.sealed_matter
                        where province = :province and id = :id and kind = 'child-harm'
                        """)
                .param("province", matter.province().number())
                .param("id", matter.value())
                .param("now", now)
                .param("due", Timestamp.from(clock.instant().plus(REPORT)))
                .update();
        Optional<SeatId> askedBy = askedBy(matter);
        log.enter(
                matter,
                askedBy.flatMap(network::seat)
                        .filter(held -> satThere(held, matter))
                        .map(SeatHeld::branch)
                        .orElse(null),
                askedBy.isEmpty() ? What.OPENED : What.OPENED_FOR_HER,
                "",
                "cases.begun",
                Entry.Door.CLOCK);
    }

    /** The seat that asked for her; none: she asked herself. */
    private Optional<SeatId> askedBy(RequestId matter) {
        return jdbc.sql(
                        "select asked_by from help.sealed_matter where province = ? and id = ? and asked_by is not null")
                .params(matter.province().number(), matter.value())
                .query((row, n) -> new SeatId(row.getObject(1, UUID.class)))
                .optional();
    }

    /** It is not her successor who asked. */
    private boolean satThere(SeatHeld held, RequestId matter) {
        return jdbc.sql(
                        """
                        select exists (select from help.sealed_matter s join network.held h on h.seat = s.asked_by
                          and h.during @> cast(s.asked_at at time zone :zone as date)
                          where s.province = :province and s.id = :id and h.holder = :holder)
                        """)
                .param("zone", WorkingTime.ZONE.getId())
                .param("province", matter.province().number())
                .param("id", matter.value())
                .param("holder", held.holder().value())
                .query(Boolean.class)
                .single();
    }

    @Override
    public String page(UUID matter) {
        return "/cases/" + matter;
    }

    /** Mediation is not among them: only she brings it up. */
    @Override
    public List<Choice> choices() {
        return Arrays.stream(Option.values())
                .filter(option -> option != Option.MEDIATION)
                .map(option -> choice(option, null, null))
                .toList();
    }

    @Override
    public Beside beside(Scope.Branch who, RequestId matter) {
        return file.beside(who, matter)
                .map(there ->
                        new Beside(
                                there.reach(),
                                Arrays.stream(Option.values())
                                        .filter(option ->
                                                option != Option.MEDIATION
                                                        || there.state(option) != null)
                                        .map(option ->
                                                choice(
                                                        option,
                                                        there.state(option),
                                                        option == Option.PROTECTION_ORDER
                                                                ? there.courtBy()
                                                                : null))
                                        .toList()))
                .orElse(Beside.NOTHING);
    }

    private static Choice choice(Option option, @Nullable String state, @Nullable Instant due) {
        return new Choice(
                "cases.option." + option,
                "cases.hers." + option,
                state == null ? null : "cases.state." + state,
                due);
    }

    @Override
    public List<String> named(RequestId matter) {
        return jdbc.sql(
                        """
                        select d.known_as from cases.named n
                        join network.desk d on d.seat = n.seat and d.holder = n.person
                        where n.province = ? and n.matter = ? and n.until is null order by n.since
                        """)
                .params(matter.province().number(), matter.value())
                .query(String.class)
                .list();
    }

    @Override
    public void stepAside(Scope.Branch who, UUID matter) {
        work.stepAside(who, matter);
    }

    @Override
    public boolean hasReason(Scope.Branch who, RequestId matter) {
        return file.isOpenTo(who, matter);
    }

    @Override
    public Set<UUID> openTo(Scope.Branch who, Set<UUID> matters) {
        return matters.isEmpty()
                ? Set.of()
                : jdbc.sql(
                                "select m.id"
                                        + WhoSees.FROM
                                        + "where m.id in (:matters) and ("
                                        + WhoSees.MAY
                                        + " or "
                                        + WhoSees.IS_OFFERED
                                        + ")")
                        .param("matters", matters)
                        .param("seat", who.seat().value())
                        .param("person", who.person().value())
                        .query(UUID.class)
                        .set();
    }
}
