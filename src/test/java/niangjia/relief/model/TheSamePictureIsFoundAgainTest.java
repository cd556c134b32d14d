package niangjia.relief.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;

/** A picture of one field that is handed in for another is found again, however it was stored. */
class TheSamePictureIsFoundAgainTest {

    private static final int FIELDS = 25;

    @Test
    void storedAnewAsAPoorJpeg() throws IOException {
        for (int seed = 0; seed < FIELDS; seed++) {
            BufferedImage field = field(seed, 200, 150);
            assertAlike(field, jpeg(field, 0.3f), seed);
        }
    }

    @Test
    void madeSmallerOrLarger() {
        for (int seed = 0; seed < FIELDS; seed++) {
            BufferedImage field = field(seed, 200, 150);
            assertAlike(field, scaled(field, 100, 75), seed);
            assertAlike(field, scaled(field, 320, 240), seed);
            assertAlike(field, scaled(field, 117, 88), seed);
        }
    }

    @Test
    void cutByTwoPartsInAHundred() throws IOException {
        for (int seed = 0; seed < FIELDS; seed++) {
            BufferedImage field = field(seed, 200, 150);
            assertAlike(field, jpeg(field.getSubimage(2, 2, 196, 147), 0.7f), seed);
        }
    }

    /** Cut at one edge only, all of it moves: nine of ten are found all the same. */
    @Test
    void mostlyWhenItIsCutAtOneEdge() {
        int found = 0;
        for (int seed = 0; seed < 4 * FIELDS; seed++) {
            BufferedImage field = field(seed, 200, 150);
            BufferedImage cut = field.getSubimage(0, 0, 196, 147);
            int bits = PictureHash.differ(PictureHash.of(field), PictureHash.of(cut));
            found += bits <= PictureHash.ALIKE ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(4 * FIELDS * 9 / 10);
    }

    @Test
    void darkenedALittle() {
        for (int seed = 0; seed < FIELDS; seed++) {
            BufferedImage field = field(seed, 200, 150);
            var darker = new BufferedImage(200, 150, BufferedImage.TYPE_INT_RGB);
            Graphics2D pen = darker.createGraphics();
            pen.drawImage(field, 0, 0, null);
            pen.setColor(new Color(0, 0, 0, 40));
            pen.fillRect(0, 0, 200, 150);
            pen.dispose();
            assertAlike(field, darker, seed);
        }
    }

    @Test
    void takenUprightOrVeryWide() throws IOException {
        for (int seed = 0; seed < FIELDS; seed++) {
            for (int[] side : new int[][] {{90, 270}, {500, 40}, {50, 400}}) {
                BufferedImage field = field(seed, side[0], side[1]);
                assertAlike(field, jpeg(field, 0.4f), seed);
                assertAlike(field, scaled(field, side[0] * 2 / 3, side[1] * 2 / 3), seed);
            }
        }
    }

    @Test
    void andOtherFieldsAreOthers() {
        long[] prints = new long[80];
        for (int seed = 0; seed < prints.length; seed++) {
            prints[seed] = PictureHash.of(field(seed, 200, 150));
        }
        for (int one = 0; one < prints.length; one++) {
            for (int other = 0; other < one; other++) {
                assertThat(PictureHash.differ(prints[one], prints[other]))
                        .as("fields " + one + " and " + other)
                        .isGreaterThan(PictureHash.ALIKE);
            }
        }
    }

    @Test
    void thePictureOfOneSpotHasAPrintToo() {
        for (int side : new int[] {1, 2, 8, 9, 64, 65}) {
            var dot = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
            assertThat(PictureHash.of(dot)).isZero();
        }
    }

    @Test
    void noTwoCountAsAlikeThatTheDatabaseWouldMiss() {
        // The database looks for a quarter that differs in one bit at the most; with up to six bits
        // in four quarters there always is one.
        assertThat(PictureHash.ALIKE).isLessThan(4 * 2);
    }

    private static void assertAlike(BufferedImage one, BufferedImage other, int seed) {
        assertThat(PictureHash.differ(PictureHash.of(one), PictureHash.of(other)))
                .as("field " + seed + " of " + one.getWidth() + " by " + one.getHeight())
                .isLessThanOrEqualTo(PictureHash.ALIKE);
    }

    /** Large shapes and small ones on them, as in what a camera sees; never the same twice. */
    private static BufferedImage field(int seed, int width, int height) {
        var random = new Random(seed * 7919L + 17);
        float[] light = new float[width * height];
        float strength = 100;
        for (int parts = 3; parts <= 48; parts *= 2) {
            add(light, width, height, parts, strength, random);
            strength /= 2;
        }
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < light.length; i++) {
            int green = Math.clamp(Math.round(128 + light[i]), 0, 255);
            picture.setRGB(i % width, i / width, green / 2 << 16 | green << 8 | green / 3);
        }
        return picture;
    }

    private static void add(
            float[] light, int width, int height, int parts, float strength, Random random) {
        float[][] knots = new float[parts + 2][parts + 2];
        for (float[] row : knots) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (random.nextFloat() * 2 - 1) * strength;
            }
        }
        for (int i = 0; i < light.length; i++) {
            float x = (float) (i % width) * parts / width;
            float y = (float) (i / width) * parts / height;
            float right = x - (int) x;
            float down = y - (int) y;
            float[] above = knots[(int) y];
            float[] below = knots[(int) y + 1];
            light[i] +=
                    (above[(int) x] * (1 - right) + above[(int) x + 1] * right) * (1 - down)
                            + (below[(int) x] * (1 - right) + below[(int) x + 1] * right) * down;
        }
    }

    private static BufferedImage scaled(BufferedImage picture, int width, int height) {
        var scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = scaled.createGraphics();
        pen.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        pen.drawImage(picture, 0, 0, width, height, null);
        pen.dispose();
        return scaled;
    }

    private static BufferedImage jpeg(BufferedImage picture, float quality) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(quality);
            writer.write(null, new IIOImage(picture, null, null), how);
        } finally {
            writer.dispose();
        }
        return ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
    }
}
