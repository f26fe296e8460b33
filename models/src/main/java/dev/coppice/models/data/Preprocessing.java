package dev.coppice.models.data;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.ChannelOrder;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.NetworkCard;
import java.util.List;
import java.util.Set;

/**
 * Conversion of pictures to a network's input, N×C×H×W: (pixel − mean) / std in the card's channel order.
 *
 * <p>A network of 1 channel gets grey pictures as they are and the luma of colour pictures (ITU-R BT.601: 0.299 R + 0.587 G
 * + 0.114 B, rounded); one of 3 gets colours, and grey pictures three times; one of 4 gets colours and opacity, which is 255
 * where a picture has none.
 *
 * <p>Pictures of other sizes are resampled bilinearly, with pixel centres at halves as in ONNX's {@code half_pixel}. Beyond
 * the picture's edge the input is 0, the mean colour.
 *
 * <p>A classifier sees the centre of a picture, without distortion: the card's share of its shorter side ({@link
 * InputSpec#crop}), resampled with {@link TriangleTaps}. That is torchvision's resize and centre crop.
 */
public final class Preprocessing {
    private static final int COLOURS = 3;
    private static final int GREY = -1;
    private static final Set<Integer> CHANNELS = Set.of(1, COLOURS, COLOURS + 1);

    private final InputSpec input;
    private final int channels;
    private final boolean classifies;
    /** One input channel: which of R, G, B and opacity it takes or {@link #GREY}, and its value for each pixel value. */
    private final int[] source;

    private final float[][] table;

    private Preprocessing(InputSpec input, boolean classifies) {
        this.input = input;
        this.classifies = classifies;
        this.channels = input.channels();
        this.source = new int[channels];
        this.table = new float[channels][256];
        for (int c = 0; c < channels; c++) {
            boolean turned = input.order() == ChannelOrder.BGR && c < COLOURS;
            source[c] = channels == 1 ? GREY : turned ? COLOURS - 1 - c : c;
            for (int v = 0; v < 256; v++) {
                table[c][v] = (float) ((v - input.mean().get(c)) / input.std().get(c));
            }
        }
    }

    /**
     * The preprocessing for a card.
     *
     * @throws InvalidInputException if its input is no picture, or pictures do not have its number of channels
     */
    public static Preprocessing of(NetworkCard card) {
        card.requirePictures();
        if (!CHANNELS.contains(card.input().channels())) {
            throw new InvalidInputException("Network '" + card.name() + "' takes "
                    + card.input().channels()
                    + " input channels; pictures have 1 (grey), 3 (colours) or 4 (colours and opacity). Give pictures of"
                    + " other bands as arrays, images/SPLIT/NAME.npy (C×H×W) with labels/SPLIT/NAME.npy (H×W); without data,"
                    + " the network can be inspected, pruned and verified.");
        }
        return new Preprocessing(card.input(), card.isClassifier());
    }

    /**
     * The part of a picture that the network is measured on: all of it, or the centre for a classifier. A picture of the
     * input's size is seen whole unless the card gives a crop.
     */
    public View view(RgbImage image) {
        boolean fits = image.height() == input.height() && image.width() == input.width();
        if (!classifies || (fits && input.crop().isEmpty())) {
            return View.whole(image);
        }
        double pixel = input.crop().orElse(InputSpec.USUAL_CROP)
                * Math.min((double) image.height() / input.height(), (double) image.width() / input.width());
        double height = pixel * input.height();
        double width = pixel * input.width();
        return new View((image.height() - height) / 2, (image.width() - width) / 2, height, width, false);
    }

    /** Converts a picture to 1×C×H×W at the card's size. */
    public float[] tensor(RgbImage image) {
        return batch(List.of(image));
    }

    /** Converts pictures to N×C×H×W at the card's size. */
    public float[] batch(List<RgbImage> images) {
        float[] batch = new float[images.size() * channels * input.height() * input.width()];
        for (int i = 0; i < images.size(); i++) {
            fill(images.get(i), batch, i);
        }
        return batch;
    }

    /** Fills the place of one picture in a batch of N×C×H×W at the card's size. */
    public void fill(RgbImage image, float[] batch, int index) {
        Shape shape = Shape.of(index + 1, channels, input.height(), input.width());
        fill(image, view(image), shape, batch, index);
    }

    /** Fills the place of one picture in a batch of the given shape with the part that a view shows. */
    public void fill(RgbImage image, View view, Shape shape, float[] batch, int index) {
        int h = shape.size(2);
        int w = shape.size(3);
        int offset = index * channels * h * w;
        if (view.equals(View.whole(image)) && h == image.height() && w == image.width()) {
            copy(image, batch, offset);
        } else if (classifies) {
            TriangleTaps rows = TriangleTaps.of(h, image.height(), view.height() / h, i -> view.y(i, h));
            TriangleTaps columns = TriangleTaps.of(w, image.width(), view.width() / w, j -> view.x(j, w));
            for (int c = 0; c < channels; c++) {
                filter(new Plane(image, source[c], table[c]), rows, columns, batch, offset + c * h * w);
            }
        } else {
            InterpolationTaps rows = InterpolationTaps.of(h, image.height(), i -> view.y(i, h));
            InterpolationTaps columns = InterpolationTaps.of(w, image.width(), j -> view.x(j, w));
            for (int c = 0; c < channels; c++) {
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
            return values[level(image, row * image.width() + column, channel)];
        }

        float[] filtered(int row, TriangleTaps columns) {
            float[] filtered = new float[columns.size()];
            for (int j = 0; j < filtered.length; j++) {
                float[] weights = columns.weights(j);
                for (int k = 0; k < weights.length; k++) {
                    filtered[j] += weights[k] * at(row, columns.first(j) + k);
                }
            }
            return filtered;
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

    /** Filters the columns of the rows that are read, then the rows. */
    private static void filter(Plane plane, TriangleTaps rows, TriangleTaps columns, float[] out, int offset) {
        float[][] narrow = new float[plane.image.height()][];
        int at = offset;
        for (int i = 0; i < rows.size(); i++) {
            float[] weights = rows.weights(i);
            for (int j = 0; j < columns.size(); j++, at++) {
                float sum = 0;
                for (int k = 0; k < weights.length && rows.inside(i) && columns.inside(j); k++) {
                    int row = rows.first(i) + k;
                    if (narrow[row] == null) {
                        narrow[row] = plane.filtered(row, columns);
                    }
                    sum += weights[k] * narrow[row][j];
                }
                out[at] = sum;
            }
        }
    }

    private void copy(RgbImage image, float[] batch, int offset) {
        byte[] rgb = image.bytes();
        int plane = image.width() * image.height();
        for (int c = 0; c < channels; c++) {
            float[] values = table[c];
            int out = offset + c * plane;
            boolean isColour = source[c] >= 0 && source[c] < COLOURS;
            for (int i = 0; isColour && i < plane; i++) {
                batch[out + i] = values[rgb[COLOURS * i + source[c]] & 0xff];
            }
            for (int i = 0; !isColour && i < plane; i++) {
                batch[out + i] = values[level(image, i, source[c])];
            }
        }
    }

    /** One channel of a pixel, 0…255. */
    private static int level(RgbImage image, int pixel, int channel) {
        if (channel == COLOURS) {
            return image.opacity(pixel);
        }
        byte[] rgb = image.bytes();
        int at = COLOURS * pixel;
        return channel == GREY
                ? luma(rgb[at] & 0xff, rgb[at + 1] & 0xff, rgb[at + 2] & 0xff)
                : rgb[at + channel] & 0xff;
    }

    /** What a network of one channel gets of a colour, 0…255. */
    public static int luma(int red, int green, int blue) {
        return (299 * red + 587 * green + 114 * blue + 500) / 1000;
    }
}
