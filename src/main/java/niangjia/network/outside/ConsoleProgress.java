package niangjia.network.outside;

import java.io.PrintStream;
import java.util.Locale;
import niangjia.network.model.Progress;
import org.springframework.context.MessageSource;

/** A bar that grows on a terminal; elsewhere, such as in a log, a line now and then. */
public final class ConsoleProgress implements Progress {

    private static final int WIDTH = 30;

    private final PrintStream out;
    private final MessageSource texts;
    private final String key;
    private final boolean terminal = System.console() != null && System.console().isTerminal();
    private Part part = Part.READ;
    private long told;

    /**
     * @param key of the texts: {@code key.read}, {@code key.checked}, {@code key.laid}
     */
    public ConsoleProgress(PrintStream out, MessageSource texts, String key) {
        this.out = out;
        this.texts = texts;
        this.key = key;
    }

    @Override
    public void at(Part now, long done, long of) {
        boolean next = now != part;
        if (next && terminal && told > 0) {
            out.println();
        }
        long step = terminal ? Math.max(1, of / WIDTH) : Math.max(50_000, of / 4);
        if (!next && done < of && done - told < step && told > 0) {
            return;
        }
        part = now;
        told = done;
        String words =
                texts.getMessage(
                        key + "." + now.name().toLowerCase(Locale.ROOT),
                        new Object[] {done, of},
                        language());
        if (!terminal) {
            out.println(words);
        } else if (of == 0) {
            out.print("\r" + words);
        } else {
            int filled = (int) (WIDTH * done / of);
            out.print("\r" + "█".repeat(filled) + "░".repeat(WIDTH - filled) + " " + words);
        }
        out.flush();
    }

    /** Leaves the bar's line. */
    public void end() {
        if (terminal && told > 0) {
            out.println();
        }
    }

    /** English where the machine speaks it, Chinese otherwise. */
    public static Locale language() {
        return Locale.getDefault().getLanguage().equals("en")
                ? Locale.ENGLISH
                : Locale.SIMPLIFIED_CHINESE;
    }
}
