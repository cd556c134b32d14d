package niangjia.access;

/**
 * A line of a woman's account page, contributed as a bean by the module whose page it opens.
 *
 * @param text the key of its text
 * @param href where it leads, below {@code /account}
 */
public record AccountLink(int order, String text, String href) {}
