package niangjia.site;

/**
 * A page to show: a record whose template gets it as {@code page}, and {@link Look} as {@code
 * look}. A controller returns it as it is.
 */
public non-sealed interface PageModel extends Answer {

    /** The template under {@code src/main/jte}, without its ending: {@code "network/unit"}. */
    String template();
}
