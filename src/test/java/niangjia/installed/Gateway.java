package niangjia.installed;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A real nginx with the configuration that we hand to operators, before a program on this machine:
 * nothing of the file is changed but name, ports and places.
 *
 * @param https for whoever connects from this machine
 * @param told the same, for whoever says first from where she comes, as a balancer in front does
 */
public record Gateway(
        Process process, Path folder, int http, int https, int told, Authority.Issued identity)
        implements AutoCloseable {

    public static final String NAME = "niangjia.example";

    public static Gateway before(int program, Authority authority, Path folder)
            throws IOException, GeneralSecurityException {
        int http = Installed.freePort();
        int https = Installed.freePort();
        int told = Installed.freePort();
        Files.createDirectories(folder.resolve("log"));
        Files.createDirectories(folder.resolve("temp"));
        var identity =
                authority
                        .issue(NAME)
                        .writeTo(folder.resolve("niangjia.crt"), folder.resolve("niangjia.key"));
        String conf = Files.readString(Path.of("docs/gateway/niangjia.conf"));
        conf = changed(conf, "/etc/nginx/niangjia", folder + "/niangjia");
        conf = changed(conf, "/var/log/nginx/", folder + "/log/");
        conf = changed(conf, "server 127\\.0\\.0\\.1:8080;", "server 127.0.0.1:" + program + ";");
        conf = changed(conf, "listen \\[::][^;]*;", "");
        conf = changed(conf, "listen 80\\b", "listen 127.0.0.1:" + http);
        conf =
                changed(
                        conf,
                        "listen (443)( ssl http2[^;]*);",
                        "listen 127.0.0.1:%d$2; listen 127.0.0.1:%d$2 proxy_protocol;"
                                .formatted(https, told));
        Files.writeString(folder.resolve("niangjia.conf"), conf);
        // As in Debian's own file all TLS is on unless somebody says otherwise.
        Files.writeString(
                folder.resolve("nginx.conf"),
                """
                daemon off;
                worker_processes 2;
                pid %1$s/nginx.pid;
                %2$s
                events {
                    worker_connections 1024;
                }
                http {
                    ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;
                    access_log %1$s/log/access.log;
                    client_body_temp_path %1$s/temp/body;
                    proxy_temp_path %1$s/temp/proxy;
                    fastcgi_temp_path %1$s/temp/fastcgi;
                    uwsgi_temp_path %1$s/temp/uwsgi;
                    scgi_temp_path %1$s/temp/scgi;
                    set_real_ip_from 127.0.0.1;
                    real_ip_header proxy_protocol;
                    include %1$s/niangjia.conf;
                }
                """
                        .formatted(
                                folder,
                                "root".equals(System.getProperty("user.name"))
                                        ? "user root root;"
                                        : ""));
        Process process =
                new ProcessBuilder(
                                Peers.nginx().toString(),
                                "-p",
                                folder.toString(),
                                "-e",
                                folder.resolve("log/error.log").toString(),
                                "-c",
                                folder.resolve("nginx.conf").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log/said").toFile())
                        .start();
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!answers(told)) {
            if (!process.isAlive() || System.nanoTime() > until) {
                process.destroy();
                throw new IllegalStateException("no gateway: " + logs(folder));
            }
            LockSupport.parkNanos(20_000_000);
        }
        return new Gateway(process, folder, http, https, told, identity);
    }

    /** All that it has written down anywhere. */
    public String logs() throws IOException {
        return logs(folder);
    }

    private static String logs(Path folder) throws IOException {
        try (var files = Files.list(folder.resolve("log"))) {
            return files.map(
                            file -> {
                                try {
                                    return Files.readString(file);
                                } catch (IOException e) {
                                    throw new java.io.UncheckedIOException(e);
                                }
                            })
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String changed(String conf, String what, String by) {
        var found = Pattern.compile(what).matcher(conf);
        if (!found.find()) {
            throw new IllegalStateException("docs/gateway/niangjia.conf says no more: " + what);
        }
        return found.replaceAll(by);
    }

    private static boolean answers(int port) {
        try (var line = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return line.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
