package niangjia.help;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What somebody wrote into the database for the program to make: its making is already his work.
 */
final class Planted implements Serializable {

    @Serial private static final long serialVersionUID = 1;

    static final AtomicBoolean MADE = new AtomicBoolean();

    @Serial
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        MADE.set(true);
    }
}
