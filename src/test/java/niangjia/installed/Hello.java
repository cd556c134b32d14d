package niangjia.installed;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The first words of TLS as an old client says them, byte by byte: today's libraries refuse to be
 * one.
 *
 * @param version 0x0302 for TLS 1.1, 0x0303 for TLS 1.2
 * @param suites in hexadecimal
 */
record Hello(int version, String suites) {

    /** What the server says to it: the version that it goes on with, or its alert. */
    String to(int port) throws IOException {
        try (Line line = Line.plain(port)) {
            line.send(record());
            var in = new DataInputStream(line.socket().getInputStream());
            int type = in.readUnsignedByte();
            in.readUnsignedShort();
            byte[] said = in.readNBytes(in.readUnsignedShort());
            return type == 0x15
                    ? "alert " + said[1]
                    : "version " + HexFormat.of().formatHex(said, 4, 6);
        }
    }

    private byte[] record() {
        byte[] host = Gateway.NAME.getBytes(StandardCharsets.US_ASCII);
        var extensions = new ByteArrayOutputStream();
        extension(extensions, 0, two(host.length + 3) + "00" + two(host.length) + hex(host));
        extension(extensions, 10, "0004001d0017");
        extension(extensions, 11, "0100");
        extension(extensions, 13, "000804030804040106" + "01");
        var body = new ByteArrayOutputStream();
        write(body, two(version));
        var random = new byte[32];
        new SecureRandom().nextBytes(random);
        body.writeBytes(random);
        write(body, "00" + two(suites.length() / 2) + suites + "0100");
        write(body, two(extensions.size()));
        body.writeBytes(extensions.toByteArray());
        var all = new ByteArrayOutputStream();
        write(all, "160301" + two(body.size() + 4) + "0100" + two(body.size()));
        all.writeBytes(body.toByteArray());
        return all.toByteArray();
    }

    private static void extension(ByteArrayOutputStream to, int type, String content) {
        write(to, two(type) + two(content.length() / 2) + content);
    }

    private static void write(ByteArrayOutputStream to, String hex) {
        to.writeBytes(HexFormat.of().parseHex(hex));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String two(int number) {
        return "%04x".formatted(number);
    }
}
