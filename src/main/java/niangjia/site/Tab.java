package niangjia.site;

/**
 * A tab of the bar at the foot of the open pages, contributed as a bean by the module whose page it
 * opens. Five fit.
 *
 * @param order from left to right
 * @param glyph one large character, for the eye only: 家, 问, 活
 * @param text the key of its text
 * @param href where it leads
 */
public record Tab(int order, String glyph, String text, String href) {}
