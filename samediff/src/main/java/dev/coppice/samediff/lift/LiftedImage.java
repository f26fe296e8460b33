package dev.coppice.samediff.lift;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.ImageLayout;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.InputSpec;
import dev.coppice.samediff.view.UserGraph;
import dev.coppice.samediff.view.UserOp;
import dev.coppice.samediff.view.UserVariable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Placeholder of the images.
 *
 * @param name name of the placeholder
 * @param sizes declared sizes in its own order; -1 is open
 * @param card the card's input, if there is a card
 */
record LiftedImage(String name, List<Long> sizes, Optional<InputSpec> card) {
    /** The most channels of a picture that no card describes: red, green, blue and opacity. */
    private static final int PICTURE_CHANNELS = 4;

    /** Stands for unknown sizes; it is divisible by several poolings. */
    private static final int NOMINAL = 64;

    /**
     * @throws InvalidInputException if the placeholder does not exist, has no shape or is not FLOAT
     */
    static LiftedImage of(UserGraph graph, String name, Optional<InputSpec> card) {
        UserVariable placeholder = graph.variables().get(name);
        if (placeholder == null || !placeholder.isPlaceholder()) {
            throw new InvalidInputException("The SameDiff graph has no placeholder '" + name
                    + "'; its placeholders are " + graph.placeholders() + ".");
        }
        List<Long> sizes = placeholder.shape();
        if (sizes.isEmpty()) {
            throw new InvalidInputException(
                    "The placeholder '" + name + "' has no shape. Give it one, open sizes as -1:"
                            + " sd.getVariable(\"" + name + "\").setShape(-1, channels, height, width),"
                            + " or (-1, height, width, channels) for channels last.");
        }
        if (placeholder.type() != DataType.FLOAT) {
            throw foreign(List.of("'" + name + "' is " + placeholder.type()));
        }
        return new LiftedImage(name, sizes, card);
    }

    /** The message on variables of other types than FLOAT. */
    static InvalidInputException foreign(List<String> variables) {
        return new InvalidInputException("Coppice computes in FLOAT, and of the SameDiff graph's variables "
                + String.join(", ", variables.subList(0, Math.min(3, variables.size())))
                + (variables.size() > 3 ? " and " + (variables.size() - 3) + " more are not" : "")
                + ". Convert placeholders, variables and constants first: sd.convertDataTypes(Map.of(\"NAME\","
                + " DataType.FLOAT, …)).");
    }

    /** The axis order: from the operators that read the image, else from the channels. */
    ImageLayout layout(List<UserOp> ops) {
        return InputLayout.of(ops, name)
                .orElse(
                        sizes.size() == 4 && fits(sizes.get(3)) && !fits(sizes.get(1))
                                ? ImageLayout.NHWC
                                : ImageLayout.NCHW);
    }

    /** Whether an axis of this size may be that of the channels: the card's number, else as many as pictures have. */
    private boolean fits(long size) {
        return card.map(c -> size == c.channels()).orElse(size >= 1 && size <= PICTURE_CHANNELS);
    }

    /** The sizes as N×C×H×W. */
    TensorInfo info(boolean nhwc) {
        List<Long> own =
                nhwc && sizes.size() == 4 ? List.of(sizes.get(0), sizes.get(3), sizes.get(1), sizes.get(2)) : sizes;
        List<Dimension> dimensions = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            String symbol = i < 4 ? "NCHW".substring(i, i + 1) : "D" + i;
            dimensions.add(own.get(i) < 0 ? Dimension.open(symbol) : Dimension.of(Math.toIntExact(own.get(i))));
        }
        return new TensorInfo(name, ElementType.FLOAT, dimensions);
    }

    /** The shape at the card's size; unknown sizes get some value. */
    Shape nominal(TensorInfo info) {
        int[] otherwise = card.map(c -> new int[] {1, c.channels(), c.height(), c.width()})
                .orElse(new int[] {1, NOMINAL, NOMINAL, NOMINAL});
        int[] shape = new int[info.dimensions().size()];
        for (int i = 0; i < shape.length; i++) {
            Dimension d = info.dimensions().get(i);
            shape[i] = d.isFixed() ? d.size() : i < 4 ? otherwise[i] : NOMINAL;
        }
        return Shape.of(shape);
    }
}
