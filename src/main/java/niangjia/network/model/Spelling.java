package niangjia.network.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a name is typed on a keyboard of Latin letters: pinyin without tones, in lower case and in
 * one word, ü as v.
 *
 * @param spelled the whole name, 漯河市 is {@code luoheshi}
 * @param initials the first letter of each syllable, {@code lhs}
 * @param also how it is typed by who does not know the place, or has no ü: 六安市 is read luan and
 *     typed {@code liuanshi} as well; null where that is the same
 * @param alsoInitials the first letters of that, null where they are the same
 */
public record Spelling(
        String spelled, String initials, @Nullable String also, @Nullable String alsoInitials) {

    private static final String[] GENERIC = {
        "特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "自治州", "自治县", "自治旗", "开发区", "街道办事处", "社区居委会",
        "社区居民委员会", "居民委员会", "村民委员会", "居委会", "村委会", "民族乡", "街道", "社区", "地区", "林区", "新区", "苏木", "农场",
        "林场", "牧场", "省", "市", "县", "区", "镇", "乡", "村", "旗", "盟"
    };

    public static Spelling of(String name) {
        var spelled = new StringBuilder(name.length() * 4);
        var initials = new StringBuilder(name.length());
        StringBuilder also = null;
        StringBuilder alsoInitials = null;
        int at = 0;
        while (at < name.length()) {
            Readings.Word word = Readings.KNOWN.wordAt(name, at);
            int length = word == null ? 1 : word.characters().length();
            for (int i = 0; i < length; i++) {
                char character = name.charAt(at + i);
                String usual = Readings.KNOWN.of(character);
                String read = word == null ? usual : word.syllables()[i];
                String typed = usual.indexOf('v') < 0 ? usual : usual.replace('v', 'u');
                if (also == null && !typed.equals(read)) {
                    also = new StringBuilder(spelled);
                    alsoInitials = new StringBuilder(initials);
                }
                append(read, character, spelled, initials);
                if (also != null && alsoInitials != null) {
                    append(typed, character, also, alsoInitials);
                }
            }
            at += length;
        }
        String first = initials.toString();
        String other = alsoInitials == null ? first : alsoInitials.toString();
        return new Spelling(
                spelled.toString(),
                first,
                also == null ? null : also.toString(),
                other.equals(first) ? null : other);
    }

    private static void append(
            String syllable, char character, StringBuilder spelled, StringBuilder initials) {
        if (!syllable.isEmpty()) {
            spelled.append(syllable);
            initials.append(syllable.charAt(0));
        } else if (Character.isLetterOrDigit(character) || Character.isSurrogate(character)) {
            char lower = Character.toLowerCase(character);
            spelled.append(lower);
            initials.append(lower);
        }
    }

    /**
     * Pinyin beside a Chinese name on an English page: 西安市 is {@code Xi'an Shi}. What kind of place
     * it is stands as a word of its own.
     */
    public static String shown(String name) {
        for (String generic : GENERIC) {
            if (name.length() > generic.length() && name.endsWith(generic)) {
                String own = name.substring(0, name.length() - generic.length());
                return word(own) + " " + word(generic);
            }
        }
        return word(name);
    }

    private static String word(String name) {
        var word = new StringBuilder();
        for (String syllable : syllables(name)) {
            if (!word.isEmpty()
                    && "aoe".indexOf(syllable.charAt(0)) >= 0
                    && Character.isLetter(word.charAt(word.length() - 1))) {
                word.append('\'');
            }
            word.append(syllable);
        }
        if (word.isEmpty()) {
            return name;
        }
        String text = word.toString().replace('v', 'ü');
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static List<String> syllables(String name) {
        List<String> syllables = new ArrayList<>();
        int at = 0;
        while (at < name.length()) {
            Readings.Word word = Readings.KNOWN.wordAt(name, at);
            if (word != null) {
                syllables.addAll(List.of(word.syllables()));
                at += word.characters().length();
                continue;
            }
            char character = name.charAt(at++);
            String usual = Readings.KNOWN.of(character);
            if (!usual.isEmpty()) {
                syllables.add(usual);
            } else if (!Character.isWhitespace(character)) {
                syllables.add(String.valueOf(character));
            }
        }
        return syllables;
    }
}
