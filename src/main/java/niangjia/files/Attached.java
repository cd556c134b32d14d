package niangjia.files;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file of a matter, without its bytes.
 *
 * @param part the step or entry with which it came; none: the matter itself
 * @param forHer false: colleagues only
 * @param width of the picture, or of a document's first page, in pixels; as {@code height}
 * @param pages of a document; 1 of a picture
 */
public record Attached(
        UUID id,
        @Nullable UUID part,
        boolean forHer,
        FileKind kind,
        int bytes,
        int width,
        int height,
        int pages,
        Instant at) {

    /** Of these, what came with a step or an entry; none: with the matter itself. */
    public static List<Attached> with(@Nullable UUID part, List<Attached> all) {
        return all.stream().filter(file -> java.util.Objects.equals(file.part, part)).toList();
    }
}
