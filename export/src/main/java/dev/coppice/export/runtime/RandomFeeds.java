package dev.coppice.export.runtime;

import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.shape.InputShapes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random values for the inputs beside a picture, by their names alone, so that two models of the same inputs are fed alike.
 * Floating-point numbers are normal with mean 0 and deviation 1, or uniform in 0…1 where the input has fewer than two axes;
 * bytes of an image are uniform in 0…255; other integers and truth values are 0 or 1, and 1 where there are fewer than two
 * axes, since such inputs may be sizes. Open axes are filled as {@link InputShapes} says.
 */
final class RandomFeeds {
    private static final int IMAGE_RANK = 4;
    private static final int BYTES = 256;

    private RandomFeeds() {}

    /**
     * All inputs, with the picture in the first that takes its shape.
     *
     * @param fixed numbers that some of the others have in all places, by name
     */
    static Map<String, Tensor> beside(Tensor picture, List<TensorInfo> inputs, Map<String, Double> fixed) {
        List<TensorInfo> free =
                inputs.stream().filter(i -> !fixed.containsKey(i.name())).toList();
        TensorInfo likely = InputShapes.image(free);
        TensorInfo image = takes(likely, picture.shape())
                ? likely
                : free.stream()
                        .filter(info -> takes(info, picture.shape()))
                        .findFirst()
                        .orElse(likely);
        Map<String, Tensor> feeds = new LinkedHashMap<>();
        InputShapes.of(inputs, Map.of(image.name(), picture.shape())).forEach((name, shape) -> {
            Double number = fixed.get(name);
            if (number != null) {
                feeds.put(name, filled(shape, number.floatValue()));
            } else {
                feeds.put(name, name.equals(image.name()) ? picture : values(named(name, free), shape));
            }
        });
        return feeds;
    }

    /** Sessions convert single precision to what they declare. */
    private static Tensor filled(Shape shape, float number) {
        float[] values = new float[Math.toIntExact(shape.elements())];
        Arrays.fill(values, number);
        return Tensor.floats(shape, values);
    }

    private static TensorInfo named(String name, List<TensorInfo> inputs) {
        return inputs.stream().filter(i -> i.name().equals(name)).findFirst().orElseThrow();
    }

    private static boolean takes(TensorInfo info, Shape shape) {
        List<Dimension> dimensions = info.dimensions();
        boolean fits = dimensions.size() == shape.rank();
        for (int axis = 0; fits && axis < shape.rank(); axis++) {
            fits = !dimensions.get(axis).isFixed() || dimensions.get(axis).size() == shape.size(axis);
        }
        return fits;
    }

    private static Tensor values(TensorInfo info, Shape shape) {
        Random random = new Random(info.name().hashCode());
        boolean few = shape.rank() < 2;
        int elements = Math.toIntExact(shape.elements());
        ElementType type = info.type();
        if (type.isFloating()) {
            float[] values = new float[elements];
            for (int i = 0; i < elements; i++) {
                values[i] = few ? random.nextFloat() : (float) random.nextGaussian();
            }
            // sessions convert single precision to what they declare
            return Tensor.floats(shape, values);
        }
        boolean image = type == ElementType.UINT8 && shape.rank() == IMAGE_RANK;
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(elements, type.bytes()));
        for (int i = 0; i < elements; i++) {
            int value = image ? random.nextInt(BYTES) : few ? 1 : random.nextInt(2);
            bytes.put(i * type.bytes(), (byte) value);
        }
        return Tensor.of(type, shape, bytes);
    }
}
