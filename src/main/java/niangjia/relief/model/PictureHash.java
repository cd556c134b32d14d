package niangjia.relief.model;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
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

    private PictureHash() {}

    public static long of(BufferedImage picture) {
        var small = new BufferedImage(SIDE + 1, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = small.createGraphics();
        pen.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.drawImage(halved(picture), 0, 0, SIDE + 1, SIDE, null);
        pen.dispose();
        long bits = 0;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                boolean darker =
                        small.getRaster().getSample(x, y, 0)
                                < small.getRaster().getSample(x + 1, y, 0);
                bits = bits << 1 | (darker ? 1 : 0);
            }
        }
        return bits;
    }

    public static int differ(long one, long other) {
        return Long.bitCount(one ^ other);
    }

    /** Made smaller step by step, so that every spot counts and not only those that are met. */
    private static BufferedImage halved(BufferedImage picture) {
        BufferedImage now = picture;
        while (now.getWidth() > 8 * SIDE && now.getHeight() > 8 * SIDE) {
            var half =
                    new BufferedImage(
                            now.getWidth() / 2, now.getHeight() / 2, BufferedImage.TYPE_BYTE_GRAY);
            Graphics2D pen = half.createGraphics();
            pen.setRenderingHint(
                    RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            pen.drawImage(now, 0, 0, half.getWidth(), half.getHeight(), null);
            pen.dispose();
            now = half;
        }
        return now;
    }
}
