package niangjia.database;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A program of its own for tests that kill one: starts the server on a folder and writes number
 * after number, telling each only after it was acknowledged. Arguments: the folder, where
 * PostgreSQL is unpacked.
 */
final class Clerk {

    private Clerk() {}

    public static void main(String[] args) throws Exception {
        var wish =
                new EmbeddedServer.Wish(
                        TestDatabase.version(), Path.of(args[1]), java.util.Map.of(), Owner.WAYS);
        var server =
                EmbeddedServer.open(new DataFolder(Path.of(args[0])), wish, Duration.ofSeconds(2));
        var jdbc = EmbeddedServerTest.jdbc(server);
        jdbc.sql("create table if not exists acknowledged (number bigint primary key)").update();
        System.out.println("ready");
        long number =
                jdbc.sql("select coalesce(max(number), 0) from acknowledged")
                        .query(Long.class)
                        .single();
        while (true) {
            number++;
            jdbc.sql("insert into acknowledged values (:number)").param("number", number).update();
            System.out.println(number);
        }
    }

    static Process start(Path folder, Path programs) throws Exception {
        return new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Clerk.class.getName(),
                                folder.toString(),
                                programs.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
