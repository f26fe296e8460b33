package dev.coppice.eval.card;

import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.SpreadSubset;
import dev.coppice.models.format.SourceModel;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.network.ChannelOrder;
import dev.coppice.models.shape.InputShapes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A usual way to turn pixels into a network's input: (pixel − mean) / std, pixels 0…255.
 *
 * @param id its name on the command line
 * @param meaning who does so
 * @param order order of the colour channels, also in mean and std
 * @param mean mean of each channel
 * @param std standard deviation of each channel
 */
public record InputConvention(String id, String meaning, ChannelOrder order, List<Double> mean, List<Double> std) {
    private static final double WHITE = 255;
    private static final double HALF = WHITE / 2;
    private static final int COLOURS = 3;
    private static final int MEASURED = 32;

    /** Mean and deviation of ImageNet, as torchvision writes them: 0.485, 0.456, 0.406 and 0.229, 0.224, 0.225 of 0…1. */
    private static final List<Double> MEAN = List.of(123.675, 116.28, 103.53);

    private static final List<Double> STD = List.of(58.395, 57.12, 57.375);

    /** Means of ImageNet in Caffe's models, of which none divides. */
    private static final List<Double> CAFFE = List.of(123.68, 116.779, 103.939);

    public InputConvention {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
    }

    /** The conventions for a number of channels, the commonest first. Opacity, a fourth channel, is treated as colours are. */
    public static List<InputConvention> of(int channels) {
        List<InputConvention> plain = plain(channels);
        if (channels == 1) {
            return Stream.concat(plain.stream(), Stream.of(grey())).toList();
        }
        if (channels != COLOURS) {
            return plain;
        }
        List<InputConvention> colours = Stream.of(Stream.of(imagenet()), plain.stream(), Stream.of(caffe()))
                .flatMap(Function.identity())
                .toList();
        return Stream.concat(colours.stream(), colours.stream().map(InputConvention::reversed))
                .toList();
    }

    private static List<InputConvention> plain(int channels) {
        return List.of(
                flat("0..1", "pixels / 255: PyTorch's ToTensor alone, many Keras networks", 0, WHITE, channels),
                flat("-1..1", "pixels / 127.5 - 1: MobileNet and Xception of Keras, TensorFlow", HALF, HALF, channels),
                flat(
                        "0..255",
                        "pixels as they are: networks that normalise inside, EfficientNet of Keras",
                        0,
                        1,
                        channels),
                flat("-0.5..0.5", "pixels / 255 - 0.5", HALF, WHITE, channels));
    }

    private static InputConvention grey() {
        return flat("imagenet", "grey mean and deviation of ImageNet", 0.449 * WHITE, 0.226 * WHITE, 1);
    }

    private static InputConvention imagenet() {
        return new InputConvention(
                "imagenet",
                "mean and deviation of ImageNet: torchvision, timm, mmsegmentation",
                ChannelOrder.RGB,
                MEAN,
                STD);
    }

    private static InputConvention caffe() {
        return new InputConvention(
                "caffe",
                "means of ImageNet taken off: VGG and ResNet of Keras, DeepLab of Caffe",
                ChannelOrder.RGB,
                CAFFE,
                Collections.nCopies(COLOURS, 1.0));
    }

    /**
     * Mean and deviation of the data itself, measured on some pictures, for networks of one or three channels. Who trained
     * on other pictures used slightly other numbers.
     *
     * @param split split to measure on
     */
    public static List<InputConvention> measured(Dataset data, String split, int channels) {
        if (data.holdsVolumes() || (channels != 1 && channels != COLOURS)) {
            return List.of();
        }
        Dataset some = new SpreadSubset(data, MEASURED);
        List<Double> mean = new ArrayList<>();
        List<Double> std = new ArrayList<>();
        PixelSums sums = new PixelSums(channels);
        some.names(split).forEach(name -> sums.add(some.sample(split, name).image()));
        for (int c = 0; c < channels; c++) {
            mean.add(sums.mean(c));
            std.add(sums.deviation(c));
        }
        InputConvention own = new InputConvention(
                "data", "mean and deviation of the data's own pictures", ChannelOrder.RGB, mean, std);
        return channels == 1 ? List.of(own) : List.of(own, own.reversed());
    }

    /** The number of channels of a model's input; three where it stays open. */
    public static int channels(SourceModel model) {
        List<Dimension> dims = model.graph().inputs().isEmpty()
                ? List.of()
                : InputShapes.image(model.graph().inputs()).dimensions();
        return dims.size() > 1 && dims.get(1).isFixed() ? dims.get(1).size() : COLOURS;
    }

    private static InputConvention flat(String id, String meaning, double mean, double std, int channels) {
        return new InputConvention(
                id, meaning, ChannelOrder.RGB, Collections.nCopies(channels, mean), Collections.nCopies(channels, std));
    }

    /** The same with blue first, as OpenCV reads pictures. */
    private InputConvention reversed() {
        return new InputConvention(id + "-bgr", meaning + "; BGR", ChannelOrder.BGR, turned(mean), turned(std));
    }

    private static List<Double> turned(List<Double> values) {
        return List.of(values.get(2), values.get(1), values.get(0));
    }
}
