package niangjia.access;

import java.util.List;
import niangjia.messages.Telephones;
import niangjia.site.PageModel;

/** What the demonstration would have sent to telephones. */
public record OutboxPage(List<Telephones.Waiting> waiting) implements PageModel {

    @Override
    public String template() {
        return "access/outbox";
    }
}
