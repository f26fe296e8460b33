package dev.coppice.samediff.program;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Fixed list of operators over arrays that are allocated once. The caller writes into the given arrays, runs the program and
 * reads the wanted arrays. Not thread-safe.
 */
public final class Program implements AutoCloseable {
    private final List<Instruction> instructions = new ArrayList<>();
    private final Map<String, INDArray> arrays;
    private final INDArray memory;
    private final Map<String, Integer> done = new HashMap<>();

    /**
     * The task of a program.
     *
     * @param given arrays by variable name, for all placeholders; arrays of other variables replace the graph's own
     * @param wanted names of variables to compute; their values stay until the next run
     * @param into arrays for some of the wanted variables, of their shapes
     */
    public record Task(Map<String, INDArray> given, Collection<String> wanted, Map<String, INDArray> into) {
        public Task {
            given = Map.copyOf(given);
            wanted = List.copyOf(wanted);
            into = Map.copyOf(into);
        }
    }

    /** A compiled program without memory. */
    public static final class Plan {
        private final Task task;
        private final Map<String, INDArray> arrays;
        private final List<Step> steps;
        private final Map<String, Long> offsets;
        private final long length;

        private Plan(Task task, Map<String, INDArray> arrays, List<Step> steps) {
            this.task = task;
            this.arrays = arrays;
            this.steps = steps;
            Lifetimes lifetimes =
                    new Lifetimes(steps, task.wanted(), task.into().keySet());
            MemoryPlan memory = MemoryPlan.of(lifetimes.spans());
            offsets = memory.at(lifetimes.places());
            length = Math.max(1, memory.length());
        }

        /** The bytes of the memory that results will share. */
        public long bytes() {
            return length * Float.BYTES;
        }

        /** Allocates the memory. */
        public Program allocate() {
            Program program = new Program(arrays, Nd4j.createUninitialized(DataType.FLOAT, length));
            steps.forEach(step -> program.add(step, offsets, task.into()));
            return program;
        }
    }

    private Program(Map<String, INDArray> arrays, INDArray memory) {
        this.arrays = arrays;
        this.memory = memory;
    }

    /** Compiles what the wanted variables need and allocates the memory. */
    public static Program of(SameDiff graph, Task task) {
        return plan(graph, task).allocate();
    }

    /** Compiles what the wanted variables need. */
    public static Plan plan(SameDiff graph, Task task) {
        Map<String, INDArray> arrays = new HashMap<>();
        for (SDVariable variable : graph.variables()) {
            VariableType type = variable.getVariableType();
            if (type == VariableType.CONSTANT || type == VariableType.VARIABLE) {
                arrays.put(variable.name(), graph.getArrForVarName(variable.name()));
            }
        }
        arrays.putAll(task.given());
        List<Operation> order = OperatorOrder.of(graph, task.wanted());
        List<Step> needed = ReadResults.needed(ResultShapes.of(graph, order, arrays), task.wanted());
        List<Step> steps = ChannelsLast.of(needed, given(arrays), task.wanted());
        return new Plan(task, arrays, ReadResults.of(MomentSums.of(steps, task.wanted()), task.wanted()));
    }

    private static Map<String, Result> given(Map<String, INDArray> arrays) {
        Map<String, Result> given = new HashMap<>();
        arrays.forEach((name, array) -> given.put(name, Result.of(array.dataType(), array.shape())));
        return given;
    }

    private void add(Step step, Map<String, Long> offsets, Map<String, INDArray> into) {
        List<INDArray> inputs = step.inputs().stream().map(this::array).toList();
        boolean nothing = step.work() instanceof Reshaped
                && !into.containsKey(step.outputs().get(0).name())
                && Shape.hasDefaultStridesForShape(inputs.get(0));
        List<INDArray> outputs = new ArrayList<>();
        for (Step.Value value : step.outputs()) {
            Long offset = offsets.get(value.name());
            INDArray array = into.get(value.name());
            if (nothing) {
                array = inputs.get(0).reshape('c', value.result().shape());
            } else if (array == null) {
                array = offset == null ? value.result().own() : value.result().on(memory, offset);
            }
            arrays.put(value.name(), array);
            outputs.add(array);
        }
        if (!nothing) {
            instructions.add(step.work().on(inputs, outputs));
        }
        step.outputs().forEach(value -> done.put(value.name(), instructions.size()));
    }

    /** Computes the wanted variables from the current values of the given arrays. */
    public void run() {
        instructions.forEach(Instruction::run);
    }

    /**
     * Computes up to one wanted variable. If it is the first wanted variable, only what it needs is computed. Given arrays
     * that it does not need may still be written before {@link #runFrom}.
     */
    public void runTo(String variable) {
        instructions.subList(0, end(variable)).forEach(Instruction::run);
    }

    /** Computes the rest after {@link #runTo}. */
    public void runFrom(String variable) {
        instructions.subList(end(variable), instructions.size()).forEach(Instruction::run);
    }

    private int end(String variable) {
        return Objects.requireNonNull(done.get(variable), variable);
    }

    /** As {@link #run}; returns the nanoseconds that each kind of operator took. */
    public Map<String, Long> profile() {
        Map<String, Long> nanos = new TreeMap<>();
        for (Instruction instruction : instructions) {
            long start = System.nanoTime();
            instruction.run();
            nanos.merge(instruction.kind(), System.nanoTime() - start, Long::sum);
        }
        return nanos;
    }

    /** The array of a given or wanted variable. */
    public INDArray array(String variable) {
        return Objects.requireNonNull(arrays.get(variable), variable);
    }

    /** The bytes of the memory that results share. */
    public long bytes() {
        return memory.length() * Float.BYTES;
    }

    @Override
    public void close() {
        instructions.forEach(Instruction::close);
        memory.close();
    }
}
