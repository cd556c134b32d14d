package niangjia.shared;

/**
 * The province that a person or matter belongs to; it stands first in their keys. The number is the
 * province's first GB/T 2260 digits at founding; {@link #NATION} is for what belongs to no
 * province.
 */
public record Province(short number) {

    public static final Province NATION = new Province((short) 0);

    public Province {
        if (number < 0 || number > 99) {
            throw new IllegalArgumentException("a province has two digits: " + number);
        }
    }
}
