package niangjia.network.web;

import niangjia.network.model.Spelling;

/** How names are shown. */
public final class Names {

    private Names() {}

    /** Stands beside the Chinese name on an English page. */
    public static String pinyin(String name) {
        return Spelling.shown(name);
    }

    /** The first character: enough to tell a tile from its neighbours. */
    public static String glyph(String name) {
        return name.substring(0, name.offsetByCodePoints(0, 1));
    }
}
