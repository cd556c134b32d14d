package niangjia.records.web;

import niangjia.records.Records;
import niangjia.site.Answer;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The newest root, for everybody: the more people hold one, the more is proved. */
@Controller
class RootController {

    private final Records records;

    RootController(Records records) {
        this.records = records;
    }

    @GetMapping("/records/root")
    Answer root() {
        return new RootPage(records.newestRoot().orElse(null));
    }
}
