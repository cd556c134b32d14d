package niangjia.access;

import java.util.List;
import niangjia.site.ErrorPage.Field;
import niangjia.site.PageModel;

/** She has proved who she is; the form that had to wait goes on from here. */
public record SendOnPage(String action, List<Field> sent) implements PageModel {

    /** What she had typed, to be seen; empty where she only chose. */
    public String words() {
        return sent.stream()
                .filter(field -> field.name().equals("words"))
                .map(Field::value)
                .findFirst()
                .orElse("");
    }

    @Override
    public String template() {
        return "access/send-on";
    }
}
