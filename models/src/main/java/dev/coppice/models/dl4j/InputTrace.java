package dev.coppice.models.dl4j;

import dev.coppice.models.dl4j.LayerKind.Channels;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** What the vertices behind a network's input say of it. A configuration does not say it otherwise. */
final class InputTrace {
    private static final List<String> LAYOUTS =
            List.of("cnn2dDataFormat", "cnn2DFormat", "dataFormat", "format", "rnnDataFormat");

    private final Configuration configuration;
    private final Deque<String> tensors = new ArrayDeque<>();
    private int rank;
    private int channels;
    private boolean isLast;
    private int[] space = {};

    /**
     * A network's input.
     *
     * @param rank number of its axes
     * @param channels its channels, or the length of a vector
     * @param isLast whether Deeplearning4j takes it channels last
     * @param space sizes of its space axes; none if they are unknown
     */
    @SuppressWarnings("ArrayRecordComponent") // package-internal array is never changed after construction
    record Input(int rank, int channels, boolean isLast, int[] space) {}

    private InputTrace(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * Traces an input.
     *
     * @throws IllegalArgumentException if no vertex says how many channels it has
     */
    static Input of(Configuration configuration, String input) {
        InputTrace trace = new InputTrace(configuration);
        trace.tensors.add(input);
        trace.run(input);
        if (trace.rank == 0 || trace.channels == 0) {
            throw new IllegalArgumentException(
                    "input '" + input + "': no layer that reads it says how many channels it has");
        }
        return new Input(trace.rank, trace.channels, trace.isLast, trace.space);
    }

    private void run(String input) {
        Set<String> seen = new HashSet<>();
        while (!tensors.isEmpty() && (rank == 0 || channels == 0)) {
            String tensor = tensors.removeFirst();
            if (seen.add(tensor)) {
                configuration.vertices().stream()
                        .filter(vertex -> vertex.inputs().contains(tensor))
                        .forEach(vertex -> visit(vertex, tensor.equals(input)));
            }
        }
    }

    private void visit(Vertex vertex, boolean isFirst) {
        Optional<Settings> maps = vertex.preprocessor().filter(p -> p.type().equals(Preprocessors.TO_MAPS));
        Optional<Settings> flat = vertex.preprocessor().filter(p -> p.type().equals(Preprocessors.FROM_MAPS));
        Optional<Settings> pictures = maps.isPresent() ? maps : flat;
        if (pictures.isPresent()) {
            pictures(pictures.get(), isFirst);
        } else if (vertex.isLayer()) {
            LayerTable.find(vertex.settings().type()).ifPresent(kind -> layer(vertex, kind));
        } else if (!vertex.settings().shortType().equals("ReshapeVertex")) {
            tensors.add(vertex.name());
        }
    }

    private void pictures(Settings preprocessor, boolean isFirst) {
        rank = Value.MAPS;
        channels = preprocessor.size("numChannels");
        isLast = preprocessor.word("format", "NCHW", "NHWC").equals("NHWC");
        space = isFirst ? new int[] {preprocessor.size("inputHeight"), preprocessor.size("inputWidth")} : space;
    }

    private void layer(Vertex vertex, LayerKind kind) {
        Settings settings = vertex.settings();
        if (rank == 0) {
            rank = kind.rank();
            isLast = LAYOUTS.stream()
                    .anyMatch(name -> settings.json().path(name).asText("").matches("NHWC|NWC|NDHWC"));
        }
        if (settings.has("inputShape")) {
            slopes(settings.wholes("inputShape"));
        } else if (kind.channels() == Channels.COUNTED && settings.whole("nin", 0) > 0) {
            channels = channels == 0 ? settings.size("nin") : channels;
        } else if (kind.channels() == Channels.KEPT) {
            tensors.add(vertex.name());
        }
    }

    /** Slopes of an element each say all of the shape. */
    private void slopes(int... shape) {
        rank = shape.length + 1;
        channels = shape[isLast ? shape.length - 1 : 0];
        int[] sizes = IntStream.range(1, shape.length)
                .map(i -> shape[isLast ? i - 1 : i])
                .toArray();
        space = IntStream.of(sizes).allMatch(s -> s > 1) ? sizes : space;
    }
}
