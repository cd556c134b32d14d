package niangjia.pocket;

import niangjia.site.PageModel;

/**
 * The start of the installed app: the same for everybody, so that a phone may keep it; what is hers
 * comes from the phone.
 *
 * @param folder where its script stands
 */
public record ShellPage(String folder) implements PageModel {

    @Override
    public String template() {
        return "pocket/shell";
    }

    public String script() {
        return folder + "app.js";
    }
}
