package niangjia.site;

import java.beans.PropertyEditorSupport;
import niangjia.shared.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/** Every text field of every form is read without control characters. */
@ControllerAdvice
class CleanWords {

    @InitBinder
    void texts(WebDataBinder binder) {
        binder.registerCustomEditor(String.class, new Cleaned());
    }

    private static final class Cleaned extends PropertyEditorSupport {

        @Override
        public void setAsText(@Nullable String text) {
            setValue(text == null ? null : Words.clean(text));
        }

        @Override
        public String getAsText() {
            return getValue() instanceof String text ? text : "";
        }
    }
}
