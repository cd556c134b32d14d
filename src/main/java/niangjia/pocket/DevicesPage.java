package niangjia.pocket;

import java.util.List;
import niangjia.site.PageModel;

/** Her phones that carry something. */
public record DevicesPage(List<Device> devices) implements PageModel {

    @Override
    public String template() {
        return "pocket/devices";
    }
}
