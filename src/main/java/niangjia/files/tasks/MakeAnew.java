package niangjia.files.tasks;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import niangjia.files.model.Documents;
import niangjia.files.model.DrawPicture;
import niangjia.files.model.HandedIn;
import niangjia.files.model.Made;
import niangjia.shared.Refused;
import org.springframework.stereotype.Component;

/**
 * Makes anew what was handed in, or refuses it. Two pictures and one document at a time: who comes
 * meanwhile waits, so that the memory stays what it is.
 */
@Component
public class MakeAnew {

    private static final long PATIENCE = 30;

    private final Documents documents;
    private final Semaphore pictures = new Semaphore(2, true);
    private final Semaphore oneDocument = new Semaphore(1, true);

    MakeAnew(Documents documents) {
        this.documents = documents;
    }

    /**
     * @param nth which of those handed in it is, for who is told
     * @throws Refused with the field {@code file} if it is nothing that can be kept
     */
    public Made of(byte[] file, int nth) {
        HandedIn what = HandedIn.of(file);
        return switch (what) {
            case JPEG, PNG, WEBP -> inTurn(pictures, () -> DrawPicture.of(what, file, nth));
            case PDF -> inTurn(oneDocument, () -> documents.draw(file, nth));
            case HEIC -> throw Refused.field("file", "files.refused.heic", nth);
            case OTHER -> throw Refused.field("file", "files.refused.kind", nth);
        };
    }

    private static Made inTurn(Semaphore turn, java.util.function.Supplier<Made> work) {
        try {
            if (!turn.tryAcquire(PATIENCE, TimeUnit.SECONDS)) {
                throw Refused.field("file", "files.refused.busy");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw Refused.field("file", "files.refused.busy");
        }
        try {
            return work.get();
        } finally {
            turn.release();
        }
    }
}
