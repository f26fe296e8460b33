package dev.coppice.models.format;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.FileOrder;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.ImageLayout;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.onnx.fold.Folding;
import dev.coppice.models.onnx.layout.ChannelsFirst;
import java.util.List;
import java.util.Optional;

/** The layout of a file's images, where more than its Transposes tells it. */
public final class FileLayout {
    private static final int IMAGE_RANK = 4;

    private FileLayout() {}

    /** The graph read anew for images in the layout that a card gives, in words or by sizes that fit no other. */
    public static Graph fitted(Graph graph, NetworkCard card) {
        return of(graph, card).map(layout -> in(graph, layout)).orElse(graph);
    }

    /**
     * The graph read anew for images in this layout; the same object if it was read so.
     *
     * @throws InvalidInputException if it has no image, or shapes that cannot be told
     */
    public static Graph in(Graph graph, ImageLayout layout) {
        boolean last = graph.inputs().stream().anyMatch(i -> !i.stored().isSame());
        if (last == (layout == ImageLayout.NHWC)) {
            return graph;
        }
        Graph read = Folding.apply(FileOrder.restore(graph), Optional.of(layout));
        if (layout == ImageLayout.NHWC && !ChannelsFirst.isCarried(read)) {
            throw new InvalidInputException(
                    "Network '" + graph.name() + "' cannot be read with images N×H×W×C: its inputs are "
                            + graph.inputs() + ", expected one with 3 axes or more and shapes that Coppice can tell.");
        }
        return read;
    }

    private static Optional<ImageLayout> of(Graph graph, NetworkCard card) {
        InputSpec input = card.input();
        return card.layout().or(() -> graph.inputs().stream()
                .filter(info -> info.name().equals(input.name()))
                .map(TensorInfo::inFile)
                .findFirst()
                .filter(info -> fitsLastAlone(info.dimensions(), input))
                .map(info -> ImageLayout.NHWC));
    }

    private static boolean fitsLastAlone(List<Dimension> axes, InputSpec input) {
        return axes.size() == IMAGE_RANK
                && fits(axes, input.height(), input.width(), input.channels())
                && !fits(axes, input.channels(), input.height(), input.width());
    }

    private static boolean fits(List<Dimension> axes, int... sizes) {
        for (int i = 0; i < sizes.length; i++) {
            Dimension axis = axes.get(i + 1);
            if (axis.isFixed() && axis.size() != sizes[i]) {
                return false;
            }
        }
        return true;
    }
}
