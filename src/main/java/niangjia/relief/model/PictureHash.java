package niangjia.relief.model;

import java.awt.image.BufferedImage;

/**
 * What a picture shows, in 64 bits: whether each spot of it is lighter than the next one (a
 * difference hash of 9 by 8 spots). Of the same picture, cut a little or stored anew, few bits
 * differ.
 */
public final class PictureHash {

    /** As many bits may differ between two that are taken for the same. */
    public static final int ALIKE = 6;

    private static final int SIDE = 8;

    /** How much of a colour the eye sees as light, of 1,000. */
    private static final int RED = 299;

    private static final int GREEN = 587;
    private static final int BLUE = 114;

    private PictureHash() {}

    public static long of(BufferedImage picture) {
        long[][] light = light(picture);
        long bits = 0;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                bits = bits << 1 | (light[y][x] < light[y][x + 1] ? 1 : 0);
            }
        }
        return bits;
    }

    public static int differ(long one, long other) {
        return Long.bitCount(one ^ other);
    }

    /**
     * How light each spot is, as the mean of all that lies in it: a picture that is cut a little
     * has nearly the same means, but none of the same points.
     */
    private static long[][] light(BufferedImage picture) {
        int[] row = new int[picture.getWidth()];
        long[][] light = new long[SIDE][SIDE + 1];
        for (int y = 0; y < SIDE; y++) {
            int top = from(y, SIDE, picture.getHeight());
            int bottom = Math.max(top + 1, from(y + 1, SIDE, picture.getHeight()));
            for (int line = top; line < bottom; line++) {
                picture.getRGB(0, line, row.length, 1, row, 0, row.length);
                for (int x = 0; x <= SIDE; x++) {
                    light[y][x] += mean(row, x);
                }
            }
        }
        return light;
    }

    private static long mean(int[] row, int spot) {
        int left = from(spot, SIDE + 1, row.length);
        int right = Math.max(left + 1, from(spot + 1, SIDE + 1, row.length));
        long sum = 0;
        for (int x = left; x < right; x++) {
            sum += RED * (row[x] >> 16 & 255) + GREEN * (row[x] >> 8 & 255) + BLUE * (row[x] & 255);
        }
        return sum / (right - left);
    }

    private static int from(int spot, int spots, int length) {
        return (int) ((long) spot * length / spots);
    }
}
