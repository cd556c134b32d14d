package niangjia.access;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;
import org.springframework.core.convert.support.GenericConversionService;

/**
 * What is kept of a session is read back as the few things that we put into it, and as nothing
 * else: bytes that somebody wrote into the database make no other object here, since already the
 * making of one could do his work.
 */
final class SessionWords {

    private static final Logger LOG = LoggerFactory.getLogger(SessionWords.class);

    /**
     * Who has signed in, as the framework holds it, the way to a provider and back, a device's name
     * and a mark.
     */
    private static final ObjectInputFilter OURS =
            ObjectInputFilter.Config.createFilter(
                    "maxdepth=12;maxrefs=200;maxbytes=20000;maxarray=200;"
                            + "niangjia.access.Staff;"
                            + "org.springframework.security.core.context.SecurityContextImpl;"
                            + "org.springframework.security.authentication.UsernamePasswordAuthenticationToken;"
                            + "org.springframework.security.authentication.AbstractAuthenticationToken;"
                            + "org.springframework.security.oauth2.core.**;"
                            + "java.lang.*;java.time.*;java.util.*;!*");

    private SessionWords() {}

    static ConversionService conversion() {
        var service = new GenericConversionService();
        service.addConverter(Object.class, byte[].class, SessionWords::written);
        service.addConverter(new Reading());
        return service;
    }

    /** What is none of ours is nothing: then nobody has signed in. */
    private static final class Reading implements GenericConverter {

        @Override
        public Set<ConvertiblePair> getConvertibleTypes() {
            return Set.of(new ConvertiblePair(byte[].class, Object.class));
        }

        @Override
        public @Nullable Object convert(
                @Nullable Object kept, TypeDescriptor from, TypeDescriptor to) {
            return kept instanceof byte[] bytes ? read(bytes) : null;
        }
    }

    /** The same for the same: what is there is found by it. */
    static byte[] written(Object said) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(said);
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
        return bytes.toByteArray();
    }

    private static @Nullable Object read(byte[] kept) {
        try (var in = new ObjectInputStream(new ByteArrayInputStream(kept))) {
            in.setObjectInputFilter(OURS);
            return in.readObject();
        } catch (IOException | ClassNotFoundException | RuntimeException foreign) {
            LOG.warn(
                    "What is kept of a session is none of ours: {}",
                    foreign.getClass().getSimpleName());
            return null;
        }
    }
}
