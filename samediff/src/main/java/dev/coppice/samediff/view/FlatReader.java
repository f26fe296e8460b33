package dev.coppice.samediff.view;

import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.graph.FlatArray;
import org.nd4j.graph.FlatGraph;
import org.nd4j.graph.FlatNode;
import org.nd4j.graph.FlatVariable;
import org.nd4j.graph.IntPair;
import org.nd4j.graph.OpType;
import org.nd4j.linalg.api.buffer.DataType;

/** Reader of one FlatBuffers graph. It throws what {@link FlatFile#guarded} turns into a message. */
final class FlatReader {
    /** Least bytes of a table behind an offset: the offset, and its own place of a vtable. */
    private static final int TABLE = 8;

    private final FlatGraph graph;
    private final String origin;
    private final long bytes;
    private final FlatBudget budget;
    private final Map<String, UserVariable> variables = new LinkedHashMap<>();
    private final Map<String, FlatArray> arrays = new HashMap<>();
    private final Map<Place, String> places = new HashMap<>();
    private final Set<String> made = new HashSet<>();
    private final Set<String> counted = new HashSet<>();

    /** An operator, or a variable that none makes, and the position among its outputs. */
    private record Place(int id, int output) {}

    FlatReader(FlatGraph graph, String origin, long bytes) {
        this.graph = graph;
        this.origin = origin;
        this.bytes = bytes;
        budget = new FlatBudget(bytes);
    }

    UserGraph graph() {
        List<FlatVariable> declared = list(graph.variablesLength(), TABLE, graph::variables);
        declared.forEach(this::variable);
        List<FlatNode> nodes = list(graph.nodesLength(), TABLE, graph::nodes);
        nodes.forEach(this::outputs);
        List<UserOp> operators = nodes.stream().map(this::operator).toList();
        List<String> losses = texts(graph.lossVariablesLength(), graph::lossVariables);
        if (operators.isEmpty()) {
            throw new IllegalArgumentException("it holds no operator");
        }
        return new UserGraph(List.copyOf(variables.values()), operators, Set.copyOf(losses), values());
    }

    private UserGraph.Values values() {
        return new UserGraph.Values() {
            @Override
            public Optional<Tensor> stored(String variable) {
                FlatArray array = arrays.get(variable);
                FlatBudget bound = counted.add(variable) ? budget : new FlatBudget(bytes);
                return array == null
                        ? Optional.empty()
                        : Optional.of(FlatFile.guarded(origin, () -> FlatArrays.read(array, bound)));
            }

            @Override
            public Optional<Tensor> computed(String variable) {
                return Optional.empty();
            }
        };
    }

    private void variable(FlatVariable v) {
        String name = text(v.name());
        VariableType[] kinds = VariableType.values();
        if (v.variabletype() < 0 || v.variabletype() >= kinds.length) {
            throw new IllegalArgumentException("'" + name + "' is no kind of variable");
        }
        VariableType kind = kinds[v.variabletype()];
        List<Long> shape = kind == VariableType.PLACEHOLDER ? list(v.shapeLength(), 8, v::shape) : List.of();
        add(new UserVariable(name, kind, type(v.dtype(), "'" + name + "'"), shape));
        IntPair id = v.id();
        if (id != null) {
            places.put(new Place(id.first(), id.second()), name);
        }
        FlatArray array = v.ndarray();
        if (array != null) {
            arrays.put(name, array);
        }
    }

    private void add(UserVariable variable) {
        if (variables.put(variable.name(), variable) != null) {
            throw new IllegalArgumentException("two variables are named '" + variable.name() + "'");
        }
    }

    private static DataType type(byte number, String name) {
        return FlatArrays.type(number)
                .orElseThrow(() -> new IllegalArgumentException(name + " has the unknown type " + number));
    }

    /** Notes what an operator makes; a variable that the file does not list is a result. */
    private void outputs(FlatNode node) {
        List<String> outputs = texts(node.outputNamesLength(), node::outputNames);
        if (outputs.isEmpty()) {
            throw new IllegalArgumentException("an operator has no output");
        }
        for (int i = 0; i < outputs.size(); i++) {
            String output = outputs.get(i);
            if (!made.add(output)) {
                throw new IllegalArgumentException("two operators make '" + output + "'");
            }
            if (!variables.containsKey(output)) {
                byte number = i < node.outputTypesLength() ? node.outputTypes(i) : 0;
                add(new UserVariable(output, VariableType.ARRAY, type(number, "'" + output + "'"), List.of()));
            }
            if (Objects.requireNonNull(variables.get(output)).kind() != VariableType.ARRAY) {
                throw new IllegalArgumentException("an operator makes '" + output + "', which is no result");
            }
            places.putIfAbsent(new Place(node.id(), i), output);
        }
    }

    private UserOp operator(FlatNode node) {
        String name = text(node.name());
        List<String> outputs = list(node.outputNamesLength(), 0, node::outputNames);
        List<String> inputs = new ArrayList<>();
        for (IntPair pair : list(node.inputPairedLength(), TABLE, node::inputPaired)) {
            String input = places.get(new Place(pair.first(), pair.second()));
            if (input == null) {
                throw new IllegalArgumentException("operator '" + name + "' reads what is not there");
            }
            inputs.add(input);
        }
        return new UserOp(name, text(node.opName()), inputs, outputs, arguments(node));
    }

    private Arguments arguments(FlatNode node) {
        Optional<Arguments.Reduction> reduction = reduction(node);
        List<Boolean> truths = list(node.extraBoolsLength(), 1, node::extraBools);
        List<DataType> types = list(node.extraTypesLength(), 1, i -> type(node.extraTypes(i), "an argument"));
        return new Arguments(
                list(node.extraIntegerLength(), 8, node::extraInteger),
                list(node.extraParamsLength(), 8, node::extraParams),
                reduction.isPresent() ? List.of() : truths,
                types,
                number(node.scalar()),
                reduction);
    }

    private Optional<Double> number(@Nullable FlatArray scalar) {
        if (scalar == null) {
            return Optional.empty();
        }
        double[] values = FlatArrays.read(scalar, budget).toDoubles();
        return values.length == 1 ? Optional.of(values[0]) : Optional.empty();
    }

    /** Of a variance, properties say whether its axes stay and whether it is corrected. */
    private Optional<Arguments.Reduction> reduction(FlatNode node) {
        boolean reduces =
                switch (node.opType()) {
                    case OpType.REDUCE_FLOAT,
                            OpType.REDUCE_SAME,
                            OpType.REDUCE_LONG,
                            OpType.REDUCE_BOOL,
                            OpType.REDUCE_3,
                            OpType.SUMMARYSTATS -> true;
                    default -> false;
                };
        if (!reduces) {
            return Optional.empty();
        }
        List<Integer> axes = list(node.dimensionsLength(), 4, node::dimensions);
        boolean keeps = node.extraBoolsLength() > 0 && node.extraBools(0);
        return Optional.of(new Arguments.Reduction(
                axes,
                property(node, "keepDims").orElse(keeps),
                property(node, "biasCorrected").orElse(true)));
    }

    private Optional<Boolean> property(FlatNode node, String name) {
        if (node.opType() != OpType.SUMMARYSTATS) {
            return Optional.empty();
        }
        return list(node.propertiesLength(), 0, node::properties).stream()
                .filter(p -> name.equals(p.name()) && p.bLength() == 1)
                .map(p -> p.b(0))
                .findFirst();
    }

    private String text(@Nullable String text) {
        if (text == null) {
            throw new IllegalArgumentException("a name is missing");
        }
        return budget.text(text);
    }

    private List<String> texts(int length, IntFunction<@Nullable String> element) {
        return list(length, TABLE, i -> text(element.apply(i)));
    }

    private <T> List<T> list(int length, int bytes, IntFunction<T> element) {
        int count = budget.count(length, bytes);
        List<T> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(Objects.requireNonNull(element.apply(i)));
        }
        return all;
    }
}
