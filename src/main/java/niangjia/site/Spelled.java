package niangjia.site;

/** How a Chinese name is read, for who reads English; brought by the module that knows names. */
@FunctionalInterface
public interface Spelled {

    /** Pinyin with tones left out, in words: 柳湾镇 is {@code Liuwan Zhen}. */
    String pinyin(String name);
}
