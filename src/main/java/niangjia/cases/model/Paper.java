package niangjia.cases.model;

import java.util.List;

/**
 * An intake log as it stands on paper; all of it in words already.
 *
 * @param facts what stands on top, a line each
 * @param page the words of a page's foot, with {@code #} for its number and {@code ##} for how many
 * @param chain for whoever computes the hashes anew, put in as a file
 */
public record Paper(
        String title, List<String> facts, List<Line> lines, String page, ChainText chain) {

    /**
     * An entry.
     *
     * @param heading its number, when, who, what
     * @param words what was written down
     * @param hashes the hash before and its own, a line each
     */
    public record Line(String heading, String words, List<String> hashes) {}
}
