package niangjia.installed;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Programs of others that the product is proved with; {@code ./dev prove} finds or fetches them.
 */
public final class Peers {

    private Peers() {}

    /** The gateway. */
    public static Path nginx() {
        return named("NIANGJIA_NGINX", "usr/sbin/nginx");
    }

    /** What lays out tokens in SoftHSM. */
    public static Path softhsm() {
        return named("NIANGJIA_SOFTHSM", "usr/bin/softhsm2-util");
    }

    /** SoftHSM itself, a module that speaks PKCS #11. */
    public static Path softhsmModule() {
        Path home = softhsm().resolve("../..").normalize();
        return Stream.of("lib/softhsm", "lib64/softhsm", "lib64/pkcs11", "lib")
                .map(folder -> home.resolve(folder).resolve("libsofthsm2.so"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no SoftHSM library below " + home));
    }

    private static Path named(String setting, String fetched) {
        return Stream.concat(
                        Stream.ofNullable(System.getenv(setting)).map(Path::of),
                        Stream.of(Path.of("/").resolve(fetched), Path.of("target/peers", fetched)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "./dev prove finds or fetches "
                                        + fetched
                                        + ", or name it in "
                                        + setting))
                .toAbsolutePath();
    }
}
