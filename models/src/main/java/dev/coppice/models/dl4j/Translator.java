package dev.coppice.models.dl4j;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.TensorInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Translation of a configuration into a draft of a graph. It lists all that is not supported before it translates anything. */
final class Translator {
    private static final List<String> SPACE = List.of("D", "H", "W");

    private final Configuration configuration;
    private final String where;
    private final Draft draft;
    private final List<TensorInfo> inputs = new ArrayList<>();
    private final Map<String, Value> values = new LinkedHashMap<>();

    /** Names of the graph's outputs, and whether Deeplearning4j gives them channels last. */
    private final List<Value> outputs = new ArrayList<>();

    private Translator(Configuration configuration, String where) {
        this.configuration = configuration;
        this.where = where;
        Set<String> names = new HashSet<>(configuration.inputs());
        configuration.vertices().forEach(vertex -> names.add(vertex.name()));
        this.draft = new Draft(names);
    }

    /**
     * Translates a configuration.
     *
     * @throws InvalidInputException if it holds layers, vertices, activations or preprocessors that are not supported, or
     *     settings that are not valid; lists all of a kind
     */
    static Translator of(Configuration configuration, String where) {
        Translator translator = new Translator(configuration, where);
        translator.run();
        return translator;
    }

    Draft draft() {
        return draft;
    }

    List<TensorInfo> inputs() {
        return inputs;
    }

    List<Value> outputs() {
        return outputs;
    }

    private void run() {
        fail(" has layers that Coppice cannot read:", unread());
        List<String> problems = new ArrayList<>();
        for (String input : configuration.inputs()) {
            attempt(() -> values.put(input, declared(input)), "", problems);
        }
        for (Vertex vertex : configuration.vertices()) {
            if (values.keySet().containsAll(vertex.inputs())) {
                String name = "'" + vertex.name() + "' (" + vertex.settings().shortType() + "): ";
                attempt(() -> values.put(vertex.name(), value(vertex)), name, problems);
            }
        }
        fail(" has a configuration that cannot be read:", problems);
        configuration.outputs().forEach(this::declareOutput);
    }

    private static void attempt(Runnable work, String name, List<String> problems) {
        try {
            work.run();
        } catch (IllegalArgumentException | ArithmeticException e) {
            problems.add(name + e.getMessage());
        }
    }

    private void fail(String heading, List<String> problems) {
        if (!problems.isEmpty()) {
            throw new InvalidInputException(where + heading, problems);
        }
    }

    private List<String> unread() {
        List<String> problems = new ArrayList<>();
        for (Vertex vertex : configuration.vertices()) {
            String name = "'" + vertex.name() + "': ";
            Settings settings = vertex.settings();
            if (!vertex.isLayer()) {
                if (VertexTable.find(settings.type()).isEmpty()) {
                    problems.add(name + VertexTable.unread(settings));
                }
                settings.inner("preProcessor").flatMap(Preprocessors::problem).ifPresent(p -> problems.add(name + p));
                continue;
            }
            LayerTable.find(settings.type())
                    .ifPresentOrElse(
                            kind -> {
                                String activation = kind.hasActivation() ? Activations.problem(settings) : "";
                                if (!activation.isEmpty()) {
                                    problems.add(name + activation);
                                }
                            },
                            () -> problems.add(name + LayerTable.unread(settings)));
            vertex.preprocessor().flatMap(Preprocessors::problem).ifPresent(p -> problems.add(name + p));
        }
        return problems;
    }

    private Value declared(String name) {
        InputTrace.Input input = InputTrace.of(configuration, name);
        List<Dimension> axes = new ArrayList<>(List.of(Dimension.open("N"), Dimension.of(input.channels())));
        int space = input.rank() - Value.VECTORS;
        for (int i = 0; i < space; i++) {
            axes.add(
                    input.space().length == space
                            ? Dimension.of(input.space()[i])
                            : Dimension.open(SPACE.get(SPACE.size() - space + i)));
        }
        AxisOrder stored = input.isLast() ? AxisOrder.channelsLast(input.rank()) : AxisOrder.SAME;
        inputs.add(new TensorInfo(name, ElementType.FLOAT, axes, stored));
        return new Value(name, input.rank(), input.isLast());
    }

    private Value value(Vertex vertex) {
        List<Value> read = vertex.inputs().stream().map(values::get).toList();
        Step step = new Step(vertex.name(), vertex.settings(), read, draft);
        if (!vertex.isLayer()) {
            return VertexTable.find(vertex.settings().type()).orElseThrow().of(step);
        }
        Step ready = vertex.preprocessor()
                .map(p ->
                        new Step(vertex.name(), vertex.settings(), List.of(Preprocessors.apply(step, p, false)), draft))
                .orElse(step);
        return LayerTable.find(vertex.settings().type())
                .orElseThrow()
                .translation()
                .of(ready);
    }

    /** Outputs carry the names of their vertices, also where the vertex does nothing. */
    private void declareOutput(String name) {
        Value value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("output '" + name + "' was not translated");
        }
        outputs.add(
                value.tensor().equals(name)
                        ? value
                        : value.with(draft.node("Identity", name, Attributes.NONE, value.tensor())));
    }
}
