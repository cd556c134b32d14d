package niangjia.network.web;

import java.util.List;
import niangjia.network.FoundPlace;
import niangjia.network.queries.FindPlaces;
import niangjia.shared.Scope;
import niangjia.site.Answer;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Answers while somebody types the name of a place. */
@Controller
class FindController {

    private static final int FOUND = 12;

    private final FindPlaces places;

    FindController(FindPlaces places) {
        this.places = places;
    }

    /**
     * @param field the name under which a form sends the chosen place; without it places are links
     */
    @GetMapping("/places/find")
    Answer find(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String field) {
        List<FoundPlace> found = places.matching(Scope.everyone(), q, FOUND);
        return new FoundPage(found, !q.isBlank(), field.matches("[a-z]{1,20}") ? field : "");
    }
}
