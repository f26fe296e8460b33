package dev.coppice.models.network;

import dev.coppice.models.graph.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The image input: N×C and one to three space axes (a signal's length, a picture's height and width, a volume's depth,
 * height and width); value = (pixel − mean) / std per channel, pixels 0…255.
 *
 * @param name name of the graph input
 * @param sizes samples along each space axis that the network was made for; none where the input has no such axes
 * @param order order of the colour channels, also in mean and std; opacity comes after them
 * @param mean value subtracted from pixels, one per channel
 * @param std value that pixels are divided by, one per channel, above 0
 * @param crop share of a picture's shorter side that a classifier sees, from the picture's centre, in (0, 1]; empty for
 *     {@link #USUAL_CROP}
 */
public record InputSpec(
        String name,
        List<Integer> sizes,
        ChannelOrder order,
        List<Double> mean,
        List<Double> std,
        Optional<Double> crop) {
    /** The share that most classifiers are measured with: pictures are resized to 256 and cropped to 224. */
    public static final double USUAL_CROP = 0.875;

    private static final List<String> AXES = List.of("(length)", "(height×width)", "(depth×height×width)");

    public InputSpec {
        sizes = List.copyOf(sizes);
        mean = List.copyOf(mean);
        std = List.copyOf(std);
    }

    /** An input with the usual crop. */
    public InputSpec(String name, List<Integer> sizes, ChannelOrder order, List<Double> mean, List<Double> std) {
        this(name, sizes, order, mean, std, Optional.empty());
    }

    /** This input with other sizes. */
    public InputSpec with(List<Integer> changed) {
        return new InputSpec(name, changed, order, mean, std, crop);
    }

    public int channels() {
        return mean.size();
    }

    /** Whether it takes pictures: two space axes. */
    public boolean isPicture() {
        return sizes.size() == 2;
    }

    /** The height of a picture, or of a volume's slice; 1 where there is none. */
    public int height() {
        return sizes.size() < 2 ? 1 : sizes.get(sizes.size() - 2);
    }

    /** The width of a picture, or of a volume's slice; the length of a signal. */
    public int width() {
        return sizes.isEmpty() ? 1 : sizes.get(sizes.size() - 1);
    }

    /** The sizes of the space axes of an input N×C×…, with what they are: {@code 96×128 (height×width)}. */
    public static String sizes(Shape input) {
        String sizes = IntStream.range(2, input.rank())
                .mapToObj(axis -> String.valueOf(input.size(axis)))
                .collect(Collectors.joining("×"));
        return sizes + " " + AXES.get(Math.min(AXES.size(), input.rank() - 2) - 1);
    }

    /** The input's shape for this number of images. */
    public Shape shape(int batch) {
        int[] shape = new int[2 + sizes.size()];
        shape[0] = batch;
        shape[1] = channels();
        for (int i = 0; i < sizes.size(); i++) {
            shape[2 + i] = sizes.get(i);
        }
        return Shape.of(shape);
    }
}
