package dev.coppice.models.data;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.ChannelOrder;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.NetworkCard;
import java.util.List;

/**
 * Conversion of pictures to a network's input, N×C×H×W: (pixel − mean) / std in the card's channel order.
 *
 * <p>Pictures of other sizes are resampled bilinearly, with pixel centres at halves as in ONNX's {@code half_pixel}. Beyond
 * the picture's edge the input is 0, the mean colour.
 */
public final class Preprocessing {
    private static final int CHANNELS = 3;

    private final InputSpec input;
    /** One input channel: which of R, G, B it takes, and its value for each pixel value. */
    private final int[] source = new int[CHANNELS];

    private final float[][] table = new float[CHANNELS][256];

    private Preprocessing(InputSpec input) {
        this.input = input;
        for (int c = 0; c < CHANNELS; c++) {
            source[c] = input.order() == ChannelOrder.RGB ? c : CHANNELS - 1 - c;
            for (int v = 0; v < 256; v++) {
                table[c][v] = (float) ((v - input.mean().get(c)) / input.std().get(c));
            }
        }
    }

    /**
     * The preprocessing for a card.
     *
     * @throws InvalidInputException if its input is no picture, or does not have 3 channels
     */
    public static Preprocessing of(NetworkCard card) {
        card.requirePictures();
        if (card.input().channels() != CHANNELS) {
            throw new InvalidInputException(
                    "Network '" + card.name() + "' takes "
                            + card.input().channels()
                            + " input channels; pictures have 3. Only networks for colour pictures can be trained and evaluated.");
        }
        return new Preprocessing(card.input());
    }

    /** Converts a picture to 1×3×H×W at the card's size. */
    public float[] tensor(RgbImage image) {
        return batch(List.of(image));
    }

    /** Converts pictures to N×3×H×W at the card's size. */
    public float[] batch(List<RgbImage> images) {
        float[] batch = new float[images.size() * CHANNELS * input.height() * input.width()];
        for (int i = 0; i < images.size(); i++) {
            fill(images.get(i), batch, i);
        }
        return batch;
    }

    /** Fills the place of one picture in a batch of N×3×H×W at the card's size. */
    public void fill(RgbImage image, float[] batch, int index) {
        Shape shape = Shape.of(index + 1, CHANNELS, input.height(), input.width());
        fill(image, View.whole(image), shape, batch, index);
    }

    /** Fills the place of one picture in a batch of the given shape with the part that a view shows. */
    public void fill(RgbImage image, View view, Shape shape, float[] batch, int index) {
        int h = shape.size(2);
        int w = shape.size(3);
        int offset = index * CHANNELS * h * w;
        if (view.equals(View.whole(image)) && h == image.height() && w == image.width()) {
            copy(image, batch, offset);
        } else {
            InterpolationTaps rows = InterpolationTaps.of(h, image.height(), i -> view.y(i, h));
            InterpolationTaps columns = InterpolationTaps.of(w, image.width(), j -> view.x(j, w));
            for (int c = 0; c < CHANNELS; c++) {
                resample(new Plane(image, source[c], table[c]), rows, columns, batch, offset + c * h * w);
            }
        }
    }

    /** One channel of a picture as input values. */
    private static final class Plane {
        private final RgbImage image;
        private final int channel;
        private final float[] values;

        Plane(RgbImage image, int channel, float[] values) {
            this.image = image;
            this.channel = channel;
            this.values = values;
        }

        float at(int row, int column) {
            return values[image.bytes()[CHANNELS * (row * image.width() + column) + channel] & 0xff];
        }
    }

    private static void resample(
            Plane plane, InterpolationTaps rows, InterpolationTaps columns, float[] out, int offset) {
        int at = offset;
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < columns.size(); j++, at++) {
                if (!rows.inside(i) || !columns.inside(j)) {
                    out[at] = 0;
                    continue;
                }
                float x = columns.weight(j);
                float upper =
                        (1 - x) * plane.at(rows.low(i), columns.low(j)) + x * plane.at(rows.low(i), columns.high(j));
                float lower =
                        (1 - x) * plane.at(rows.high(i), columns.low(j)) + x * plane.at(rows.high(i), columns.high(j));
                out[at] = upper + rows.weight(i) * (lower - upper);
            }
        }
    }

    private void copy(RgbImage image, float[] batch, int offset) {
        byte[] rgb = image.bytes();
        int plane = image.width() * image.height();
        for (int c = 0; c < CHANNELS; c++) {
            float[] values = table[c];
            int out = offset + c * plane;
            for (int i = 0, from = source[c]; i < plane; i++, from += CHANNELS) {
                batch[out + i] = values[rgb[from] & 0xff];
            }
        }
    }
}
