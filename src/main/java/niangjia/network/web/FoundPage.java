package niangjia.network.web;

import java.util.List;
import niangjia.network.FoundPlace;
import niangjia.site.PageModel;

/**
 * Places that match what is being typed, to fill the list under a search field.
 *
 * @param field what a place's button sends its id as; empty where a place is a link to its page
 */
public record FoundPage(List<FoundPlace> found, boolean typed, String field) implements PageModel {

    @Override
    public String template() {
        return "network/found";
    }
}
