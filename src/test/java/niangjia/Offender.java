package niangjia;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.PostMapping;

/** Does what the program never does, so that it is seen that it would be found. */
@CrossOrigin
final class Offender {

    private final String kept;

    Offender(String typed) {
        kept = typed;
    }

    @PostMapping("/takes")
    String takes(Offender whole) {
        return whole.kept;
    }

    Process starts() throws IOException {
        return new ProcessBuilder(kept).start();
    }

    HttpClient speaks() {
        return HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();
    }

    Object opens() throws IOException {
        return URI.create(kept).toURL().openStream();
    }

    Object reads(byte[] bytes) throws IOException, ClassNotFoundException {
        return new ObjectInputStream(new ByteArrayInputStream(bytes)).readObject();
    }

    Object evaluates() {
        return new SpelExpressionParser().parseExpression(kept);
    }

    int draws() {
        return new Random().nextInt();
    }

    Cipher closes() throws GeneralSecurityException {
        return Cipher.getInstance("AES/ECB/PKCS5Padding");
    }

    Object hashes() {
        return new BCryptPasswordEncoder(4);
    }

    Pattern pattern(String typed) {
        return Pattern.compile("^" + typed);
    }

    boolean matches(List<String> typed) {
        return "x".matches(typed.stream().map(word -> word + "?").collect(Collectors.joining("|")));
    }

    Object asks(JdbcClient jdbc, String typed) {
        return byName(jdbc, typed.isEmpty() ? "name" : typed);
    }

    private static Object byName(JdbcClient jdbc, String column) {
        var sql = new StringBuilder("select 1 from t where ");
        sql.append(column).append(" = 1");
        return jdbc.sql(sql.toString());
    }

    Object keeps(JdbcClient jdbc) {
        return jdbc.sql("select '%s'".formatted(kept));
    }

    Object prepares(Connection connection, String[] typed) throws SQLException {
        return connection.prepareStatement(String.join(" ", typed[0], "x"));
    }

    Object collects(JdbcClient jdbc) {
        List<String> columns = new ArrayList<>();
        jdbc.sql("select name from t")
                .query((RowCallbackHandler) row -> columns.add(row.getString(1)));
        return jdbc.sql("select " + String.join(", ", columns));
    }

    /** The only one of these that is as it should be. */
    Object asksRightly(JdbcClient jdbc, boolean whole) {
        return byName(jdbc, whole ? "a" : "b");
    }
}
