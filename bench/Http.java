import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One kept connection that speaks just enough HTTP/1.1: on two cores every instruction of the load
 * generator is one that the measured program does not get.
 */
final class Http implements AutoCloseable {

    final Map<String, String> cookies = new LinkedHashMap<>();
    String location = "";
    private final int port;
    private final byte[] buffer = new byte[1 << 16];
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(1 << 16);
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private int at;
    private int end;
    private boolean open;

    Http(int port) {
        this.port = port;
    }

    /** A request as it goes over the wire; made once where it is always the same. */
    static byte[] get(String path, String cookies) {
        return ("GET "
                        + path
                        + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/html,application/json\r\n"
                        + (cookies.isEmpty() ? "" : "Cookie: " + cookies + "\r\n")
                        + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] post(String path, String type, String cookies, byte[] content) {
        byte[] head =
                ("POST "
                                + path
                                + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/html,application/json\r\nContent-Type: "
                                + type
                                + "\r\nContent-Length: "
                                + content.length
                                + "\r\n"
                                + (cookies.isEmpty() ? "" : "Cookie: " + cookies + "\r\n")
                                + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[head.length + content.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(content, 0, all, head.length, content.length);
        return all;
    }

    int get(String path) throws IOException {
        return send(get(path, allCookies()));
    }

    int form(String path, Map<String, String> fields) throws IOException {
        String content =
                fields.entrySet().stream()
                        .map(f ->
                                f.getKey()
                                        + "="
                                        + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        return send(
                post(
                        path,
                        "application/x-www-form-urlencoded",
                        allCookies(),
                        content.getBytes(StandardCharsets.US_ASCII)));
    }

    String allCookies() {
        return cookies.entrySet().stream()
                .map(c -> c.getKey() + "=" + c.getValue())
                .collect(Collectors.joining("; "));
    }

    String text() {
        return body.toString(StandardCharsets.UTF_8);
    }

    int length() {
        return body.size();
    }

    /** Sends and reads the whole answer; the status. */
    int send(byte[] request) throws IOException {
        if (!open) {
            connect();
        }
        out.write(request);
        body.reset();
        location = "";
        long length = -1;
        boolean chunked = false;
        boolean close = false;
        String line = line();
        int status = Integer.parseInt(line.substring(9, 12));
        for (line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            switch (line.charAt(0)) {
                case 'C', 'c' -> {
                    if (is(line, colon, "content-length")) {
                        length = Long.parseLong(line.substring(colon + 1).strip());
                    } else if (is(line, colon, "connection")) {
                        close = line.substring(colon + 1).strip().equalsIgnoreCase("close");
                    }
                }
                case 'T', 't' -> chunked |= is(line, colon, "transfer-encoding");
                case 'L', 'l' -> {
                    if (is(line, colon, "location")) {
                        location = line.substring(colon + 1).strip();
                    }
                }
                case 'S', 's' -> {
                    if (is(line, colon, "set-cookie")) {
                        String cookie = line.substring(colon + 1).strip().split(";", 2)[0];
                        int equals = cookie.indexOf('=');
                        cookies.put(cookie.substring(0, equals), cookie.substring(equals + 1));
                    }
                }
                default -> {}
            }
        }
        if (chunked) {
            for (int size = chunk(); size > 0; size = chunk()) {
                read(size);
                line();
            }
            line();
        } else if (length > 0) {
            read(length);
        }
        if (close) {
            close();
        }
        return status;
    }

    private int chunk() throws IOException {
        String line = line();
        int semicolon = line.indexOf(';');
        return Integer.parseInt(semicolon < 0 ? line : line.substring(0, semicolon), 16);
    }

    private static boolean is(String line, int colon, String name) {
        return colon == name.length() && line.regionMatches(true, 0, name, 0, colon);
    }

    private void connect() throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        in = socket.getInputStream();
        out = socket.getOutputStream();
        at = 0;
        end = 0;
        open = true;
    }

    private String line() throws IOException {
        for (int i = at; ; i++) {
            if (i == end) {
                if (at > 0) {
                    System.arraycopy(buffer, at, buffer, 0, end - at);
                    i -= at;
                    end -= at;
                    at = 0;
                }
                int n = in.read(buffer, end, buffer.length - end);
                if (n <= 0) {
                    open = false;
                    throw new EOFException("the server hung up");
                }
                end += n;
            }
            if (buffer[i] == '\n') {
                @SuppressWarnings("deprecation")
                String line = new String(buffer, 0, at, i - 1 - at);
                at = i + 1;
                return line;
            }
        }
    }

    private void read(long length) throws IOException {
        long left = length;
        while (left > 0) {
            if (at == end) {
                at = 0;
                end = Math.max(0, in.read(buffer));
                if (end == 0) {
                    open = false;
                    throw new EOFException("the server hung up");
                }
            }
            int n = (int) Math.min(left, end - at);
            body.write(buffer, at, n);
            at += n;
            left -= n;
        }
    }

    @Override
    public void close() {
        open = false;
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // Nothing more to do with it.
        }
    }
}
