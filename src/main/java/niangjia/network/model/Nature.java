package niangjia.network.model;

/**
 * What the statistics bureau's naming tells about a unit: a true one, or one that exists in its
 * tables only.
 */
public enum Nature {
    PLAIN,
    /** 虚拟: a place made up so that every code has a parent, such as an industrial park's 虚拟社区. */
    VIRTUAL,
    /** 类似: counted like a township or village without being one. */
    QUASI;

    public static Nature of(String name) {
        if (name.contains("虚拟")) {
            return VIRTUAL;
        }
        return name.contains("类似") ? QUASI : PLAIN;
    }
}
