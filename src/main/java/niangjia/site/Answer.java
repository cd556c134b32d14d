package niangjia.site;

/**
 * What a controller answers: a page, a page with a status of its own, or the address to go to next.
 */
public sealed interface Answer permits PageModel, Shown, GoTo {}
