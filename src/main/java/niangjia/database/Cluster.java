package niangjia.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The server's own files in the data folder, and the password that opens them. */
record Cluster(DataFolder folder) {

    /** The program's database and its user, who is not the server's superuser. */
    static final String NAME = "niangjia";

    static final String SUPERUSER = "postgres";

    Path files() {
        return folder.path().resolve("db");
    }

    String password() {
        return folder.kept("db.password", HexFormat.of().formatHex(DataFolder.random(24)));
    }

    /** Makes the server's own files, our user and his empty database, whole or not at all. */
    void layOut(Binaries binaries, Owner owner, boolean durable)
            throws IOException, InterruptedException {
        if (Files.isDirectory(files())) {
            owner.take(files());
            return;
        }
        String draft = "db." + HexFormat.of().formatHex(DataFolder.random(8));
        Path words = folder.path().resolve(draft + ".password" + DataFolder.DRAFT);
        Path files =
                Files.createDirectory(
                        folder.path().resolve(draft + DataFolder.DRAFT),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
        folder.keep(words, password());
        owner.take(words);
        owner.take(files);
        var initdb =
                new ArrayList<>(
                        List.of(
                                binaries.program("initdb"),
                                "--pgdata=" + files,
                                "--username=" + SUPERUSER,
                                "--pwfile=" + words,
                                "--auth=scram-sha-256",
                                "--encoding=UTF8",
                                "--locale=C",
                                "--locale-provider=builtin",
                                "--builtin-locale=C.UTF-8",
                                "--data-checksums"));
        if (!durable) {
            initdb.add("--no-sync");
        }
        run(owner.runs(initdb), "");
        // Without a server, in the draft: nobody ever meets the cluster without its database.
        run(
                owner.runs(
                        binaries.program("postgres"),
                        "--single",
                        "-D",
                        files.toString(),
                        "-c",
                        "fsync=" + (durable ? "on" : "off"),
                        "-c",
                        "log_min_messages=fatal",
                        SUPERUSER),
                """
                create role %1$s login password '%2$s'
                create database %1$s owner %1$s
                """
                        .formatted(NAME, password()));
        Files.delete(words);
        DataFolder.publish(files, files());
    }

    private static void run(List<String> words, String input)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("The database could not be laid out: " + said.strip());
        }
    }
}
