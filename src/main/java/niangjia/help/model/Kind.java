package niangjia.help.model;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a request is about. Violence at home and harm to a child are sealed from the first moment.
 */
public enum Kind {
    VIOLENCE("violence"),
    CHILD_HARM("child-harm"),
    RIGHTS("rights"),
    FAMILY("family"),
    CHILDREN("children"),
    COUNSELLING("counselling"),
    GRANT("grant"),
    PRODUCE("produce"),
    WORK("work"),
    TRAINING("training"),
    OTHER("other");

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    /** The word used in tables, addresses of the interface and text keys. */
    public String word() {
        return word;
    }

    public boolean sealed() {
        return this == VIOLENCE || this == CHILD_HARM;
    }

    public static Optional<Kind> of(String word) {
        return Arrays.stream(values()).filter(k -> k.word.equals(word)).findFirst();
    }
}
