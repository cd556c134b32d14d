package niangjia.keys;

import niangjia.shared.Province;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A change of keys in the running program, carried through to its end. */
public final class KeysChanged {

    private KeysChanged() {}

    /** How many keys of the province were left and are destroyed now. */
    public static int in(ApplicationContext program, Province province, String purpose) {
        int left = program.getBean(Keys.class).change(province, purpose);
        // As if every other copy of the program had let go of them long ago.
        program.getBean(JdbcClient.class)
                .sql(
                        "update keys.key set made_at = made_at - interval '1 hour' where current and province = ?")
                .param(province.number())
                .update();
        CloseAgain again = program.getBean(CloseAgain.class);
        while (again.step()) {}
        return left;
    }
}
