package niangjia.installed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A line to a server on this machine: what no browser would send can be sent, too. */
public record Line(Socket socket) implements AutoCloseable {

    private static final Pattern BEGIN = Pattern.compile("HTTP/1\\.1 (\\d{3})");

    /** One answer, read to its end. */
    public record Answer(int status, List<String> headers, String body) {

        public List<String> all(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return headers.stream()
                    .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(header -> header.substring(start.length()).strip())
                    .toList();
        }

        public Optional<String> first(String name) {
            return all(name).stream().findFirst();
        }
    }

    public static Line plain(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(30_000);
        return new Line(socket);
    }

    /** As a balancer hands it on: it says first for whom. */
    public Line from(String address) throws IOException {
        socket.getOutputStream()
                .write(
                        "PROXY %s %s %s 40000 443\r\n"
                                .formatted(
                                        address.contains(":") ? "TCP6" : "TCP4",
                                        address,
                                        address.contains(":") ? "::1" : "127.0.0.1")
                                .getBytes(UTF_8));
        return this;
    }

    /** From here on closed, to a server that proves to be the one of this name. */
    public Line closed(SSLContext believed, String name, String... protocols) throws IOException {
        var closed = (SSLSocket) believed.getSocketFactory().createSocket(socket, name, 443, true);
        var parameters = closed.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(protocols);
        closed.setSSLParameters(parameters);
        closed.startHandshake();
        return new Line(closed);
    }

    public void send(String text) throws IOException {
        send(text.getBytes(UTF_8));
    }

    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Sends a request that ends the line after its answer. */
    public Answer ask(String method, String path, String body, String... headers)
            throws IOException {
        var request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nConnection: close\r\n");
        for (int i = 0; i < headers.length; i += 2) {
            request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        byte[] bytes = body.getBytes(UTF_8);
        if (!method.equals("GET")) {
            request.append("Content-Length: ").append(bytes.length).append("\r\n");
        }
        send(request.append("\r\n").toString());
        send(bytes);
        return answer();
    }

    /** The one answer until the server ends the line. */
    public Answer answer() throws IOException {
        String all = rest();
        int end = all.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("no answer: " + all);
        }
        String[] head = all.substring(0, end).split("\r\n");
        var found = BEGIN.matcher(head[0]);
        if (!found.lookingAt()) {
            throw new IOException("no answer: " + head[0]);
        }
        var answer =
                new Answer(
                        Integer.parseInt(found.group(1)),
                        List.of(head).subList(1, head.length),
                        "");
        String body = all.substring(end + 4);
        boolean chunked = answer.first("Transfer-Encoding").isPresent();
        return new Answer(
                answer.status,
                answer.headers,
                new String((chunked ? joined(body) : body).getBytes(ISO_8859_1), UTF_8));
    }

    /** The numbers of all answers until the server ends the line. */
    public List<Integer> numbers() throws IOException {
        return BEGIN.matcher(rest())
                .results()
                .map((MatchResult found) -> Integer.valueOf(found.group(1)))
                .toList();
    }

    private String rest() throws IOException {
        var all = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        var part = new byte[8192];
        try {
            for (int read = in.read(part); read >= 0; read = in.read(part)) {
                all.write(part, 0, read);
            }
        } catch (java.net.SocketException | javax.net.ssl.SSLException torn) {
            // Ended without a word, since something of ours was still on the way.
            if (all.size() == 0) {
                throw torn;
            }
        }
        return all.toString(ISO_8859_1);
    }

    private static String joined(String chunks) {
        var parts = new ArrayList<String>();
        int at = 0;
        while (true) {
            int end = chunks.indexOf("\r\n", at);
            int length = Integer.parseInt(chunks.substring(at, end).strip(), 16);
            if (length == 0) {
                return String.join("", parts);
            }
            parts.add(chunks.substring(end + 2, end + 2 + length));
            at = end + 2 + length + 2;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
