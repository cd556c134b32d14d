package niangjia.access;

import java.util.List;
import java.util.UUID;
import niangjia.shared.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Opens an account with a first way into it, or gives it back with a new one. */
@Component
class OpenAccount {

    private final JdbcClient jdbc;
    private final SignIn signIn;
    private final SecondFactor second;
    private final Provider provider;

    OpenAccount(JdbcClient jdbc, SignIn signIn, SecondFactor second, Provider provider) {
        this.jdbc = jdbc;
        this.signIn = signIn;
        this.second = second;
        this.provider = provider;
    }

    Staff anew(PersonId person, FirstWay way) {
        return switch (way) {
            case FirstWay.Password(var typed, var password) -> {
                String login = FirstAccount.named(typed, "login", "access.login.missing");
                signIn.checkNew(password, login);
                yield signIn.open(person, login, password);
            }
            case FirstWay.Vouched vouched -> {
                Staff staff =
                        signIn.open(person, UUID.randomUUID().toString(), SignIn.nobodysPassword());
                linked(staff, vouched);
                yield staff;
            }
        };
    }

    /** All ways that there were count no more. */
    Staff again(UUID account, FirstWay way) {
        if (way instanceof FirstWay.Password(var login, var password)) {
            signIn.checkNew(password, signIn.login(account));
        }
        second.forget(account);
        for (String table : List.of("passkey", "provider_identity")) {
            jdbc.sql("delete from access." + table + " where account = ?").param(account).update();
        }
        return switch (way) {
            case FirstWay.Password(var login, var password) -> signIn.change(account, password);
            case FirstWay.Vouched vouched -> {
                Staff staff = signIn.change(account, SignIn.nobodysPassword());
                linked(staff, vouched);
                yield staff;
            }
        };
    }

    private void linked(Staff staff, FirstWay.Vouched vouched) {
        UUID account = staff.accountOrRefuse();
        jdbc.sql("update access.account set has_password = false where id = ?")
                .param(account)
                .update();
        provider.link(account, vouched.identity(), vouched.twice());
    }
}
