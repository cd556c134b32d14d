package niangjia.people.web;

import niangjia.people.Catalogue;
import niangjia.site.Answer;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The privacy notice, told by the catalogue itself: what is not in it is not kept. */
@Controller
class PrivacyController {

    private final Catalogue catalogue;

    PrivacyController(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @GetMapping("/privacy")
    Answer notice() {
        return new PrivacyPage(catalogue.kept());
    }
}
