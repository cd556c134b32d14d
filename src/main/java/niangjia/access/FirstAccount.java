package niangjia.access;

import java.security.MessageDigest;
import java.util.HexFormat;
import niangjia.database.DataFolder;
import niangjia.database.Demonstration;
import niangjia.network.Network;
import niangjia.network.OpenSeat;
import niangjia.network.Place;
import niangjia.people.People;
import niangjia.shared.PersonId;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The first real account: a link that only the console shows opens it, once. Its holder sits as a
 * cadre of the place that she names and fills the other seats from there.
 */
@Component
class FirstAccount {

    private static final Logger LOG = LoggerFactory.getLogger(FirstAccount.class);

    private final JdbcClient jdbc;
    private final Network network;
    private final OpenSeat openSeat;
    private final People people;
    private final OpenAccount openAccount;
    private final Demonstration demonstration;
    private final String token;
    private final String host;
    private final int port;

    FirstAccount(
            JdbcClient jdbc,
            Network network,
            OpenSeat openSeat,
            People people,
            OpenAccount openAccount,
            Demonstration demonstration,
            DataFolder folder,
            @Value("${niangjia.host:localhost}") String host,
            @Value("${server.port:8080}") int port) {
        this.jdbc = jdbc;
        this.network = network;
        this.openSeat = openSeat;
        this.people = people;
        this.openAccount = openAccount;
        this.demonstration = demonstration;
        this.token = HexFormat.of().formatHex(folder.secret("first-account", 16));
        this.host = host;
        this.port = port;
    }

    @EventListener
    void sayWhere(ApplicationReadyEvent ready) {
        if (port > 0 && !demonstration.chosen() && nobodyYet()) {
            LOG.info(
                    "The first account is opened at {}/begin/{}",
                    host.equals("localhost") ? "http://localhost:" + port : "https://" + host,
                    token);
        }
    }

    /** Not there for a wrong link, and for nobody any more once an account is open. */
    void guard(String given) {
        boolean right =
                MessageDigest.isEqual(
                        given.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        token.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        if (!right || !nobodyYet()) {
            throw Refused.because("access.begin.over");
        }
    }

    @Transactional
    Staff open(String given, String name, String code, FirstWay way) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('access.first-account'))").query(row -> {});
        Place place = check(given, name, code);
        String known = named(name, "name", "access.begin.name");
        PersonId person = people.meet(place.province(), known, null);
        SeatId seat = openSeat.forCadre(place, person, known);
        return openAccount.anew(person, way).actingFrom(seat.value());
    }

    /**
     * What she says of herself, before she goes to prove it.
     *
     * @return where she sits
     */
    Place check(String given, String name, String code) {
        guard(given);
        named(name, "name", "access.begin.name");
        return code.isBlank()
                ? network.nation()
                : network.withCode(code.strip())
                        .orElseThrow(() -> Refused.field("code", "access.begin.code"));
    }

    private boolean nobodyYet() {
        return jdbc.sql("select not exists (select from access.account where not demonstration)")
                .query(Boolean.class)
                .single();
    }

    static String named(String text, String field, String key) {
        String stripped = text.strip();
        if (stripped.isEmpty() || stripped.length() > 40) {
            throw Refused.field(field, key);
        }
        return stripped;
    }
}
