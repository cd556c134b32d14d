package niangjia.network.tasks;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Streams rows into a table with COPY, in its text format. Not finished rows are as if never sent.
 */
final class CopyRows implements AutoCloseable {

    private final CopyIn copy;
    private byte[] buffer = new byte[1 << 16];
    private int used;
    private boolean begun;

    CopyRows(Connection connection, String tableAndColumns) throws SQLException {
        copy =
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("copy " + tableAndColumns + " from stdin");
    }

    CopyRows put(@Nullable String value) {
        if (begun) {
            room(1);
            buffer[used++] = '\t';
        }
        begun = true;
        if (value == null) {
            room(2);
            buffer[used++] = '\\';
            buffer[used++] = 'N';
            return this;
        }
        room(value.length() * 3 + 2);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x80) {
                ascii(c);
            } else if (c < 0x800) {
                buffer[used++] = (byte) (0xc0 | c >> 6);
                buffer[used++] = (byte) (0x80 | c & 0x3f);
            } else if (!Character.isSurrogate(c)) {
                buffer[used++] = (byte) (0xe0 | c >> 12);
                buffer[used++] = (byte) (0x80 | c >> 6 & 0x3f);
                buffer[used++] = (byte) (0x80 | c & 0x3f);
            } else {
                String pair = value.substring(i, Math.min(i + 2, value.length()));
                for (byte b : pair.getBytes(StandardCharsets.UTF_8)) {
                    buffer[used++] = b;
                }
                i++;
            }
        }
        return this;
    }

    CopyRows put(long value) {
        return put(Long.toString(value));
    }

    CopyRows put(boolean value) {
        return put(value ? "t" : "f");
    }

    void row() throws SQLException {
        room(1);
        buffer[used++] = '\n';
        begun = false;
        if (used > 1 << 15) {
            send();
        }
    }

    /** How many rows arrived. */
    long finish() throws SQLException {
        send();
        return copy.endCopy();
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    private void ascii(char c) {
        switch (c) {
            case '\\' -> escaped('\\');
            case '\t' -> escaped('t');
            case '\n' -> escaped('n');
            case '\r' -> escaped('r');
            default -> {
                room(3);
                buffer[used++] = (byte) c;
            }
        }
    }

    private void escaped(char c) {
        room(4);
        buffer[used++] = '\\';
        buffer[used++] = (byte) c;
    }

    private void room(int bytes) {
        if (used + bytes > buffer.length) {
            byte[] larger = new byte[Math.max(buffer.length * 2, used + bytes + 64)];
            System.arraycopy(buffer, 0, larger, 0, used);
            buffer = larger;
        }
    }

    private void send() throws SQLException {
        copy.writeToCopy(buffer, 0, used);
        used = 0;
    }
}
