package dev.coppice.models.format;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.FileOrder;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.ImageHint;
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
        return of(graph, card)
                .map(layout -> in(graph, ImageHint.of(layout).sized(card.input().sizes()), card.name()))
                .orElse(graph);
    }

    /**
     * The graph read anew for images of these sizes, which may show a layout where the file leaves sizes open; the same object
     * if it does not.
     */
    public static Graph at(Graph graph, List<Integer> sizes) {
        boolean open = graph.inputs().stream()
                .flatMap(info -> info.dimensions().stream().skip(1))
                .anyMatch(axis -> !axis.isFixed());
        if (!open || ChannelsFirst.isCarried(graph)) {
            return graph;
        }
        Graph read = Folding.apply(graph, ImageHint.NONE.sized(sizes));
        return ChannelsFirst.isCarried(read) ? read : graph;
    }

    /**
     * The graph read anew for images in this layout; the same object if it was read so.
     *
     * @param hint what is known of the images, with their layout
     * @param name name of the network in messages
     * @throws InvalidInputException if it has no image, shapes that cannot be told, or operators that read the other layout
     */
    public static Graph in(Graph graph, ImageHint hint, String name) {
        boolean last = graph.inputs().stream().anyMatch(i -> !i.stored().isSame());
        boolean wanted = hint.layout().filter(l -> l == ImageLayout.NHWC).isPresent();
        if (last == wanted) {
            return graph;
        }
        Graph read = Folding.apply(FileOrder.restore(graph), hint);
        if (wanted && !ChannelsFirst.isCarried(read)) {
            throw new InvalidInputException(
                    "Network '" + name + "' cannot be read with images N×H×W×C: its inputs are " + graph.inputs()
                            + ", expected one with 3 axes or more and shapes that Coppice can tell.",
                    names -> "If it takes images of some sizes only, give one with " + names.of(Setting.SIZE) + ".");
        }
        if (ChannelsFirst.isMisread(graph, read)) {
            throw new InvalidInputException(
                    "Images of network '" + name + "' are said to be " + axes(wanted)
                            + ", and its operators read its inputs "
                            + graph.inputs().stream().map(TensorInfo::inFile).toList() + " as " + axes(last) + ".",
                    names -> "Leave out " + names.of(Setting.LAYOUT) + ", or correct the layout in the card.");
        }
        return read;
    }

    private static String axes(boolean last) {
        return last ? "N×H×W×C" : "N×C×H×W";
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
