package dev.coppice.samediff.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Results of every operator of a program, found before its memory is laid out. Shapes follow from shapes. If they follow
 * from integers (a target of Reshape, axes of a sum), the operators that compute these are run. Nothing else runs, so all
 * maps can share memory meanwhile.
 */
final class ResultShapes {
    private final SameDiff graph;
    private final Map<String, INDArray> standIns;
    private final List<Step> steps = new ArrayList<>();
    private INDArray scratch = Nd4j.createUninitialized(DataType.FLOAT, 1);

    private ResultShapes(SameDiff graph, Map<String, INDArray> given) {
        this.graph = graph;
        this.standIns = new HashMap<>(given);
    }

    /** Each operator with its results, including unnamed ones. */
    static List<Step> of(SameDiff graph, List<Operation> order, Map<String, INDArray> given) {
        ResultShapes shapes = new ResultShapes(graph, given);
        order.forEach(shapes::find);
        shapes.scratch.close();
        return shapes.steps;
    }

    private void find(Operation operation) {
        SameDiffOp source = operation.source();
        List<INDArray> inputs = operation.inputs().stream()
                .map(name -> Objects.requireNonNull(standIns.get(name), name))
                .toList();
        try (OperatorCall instruction = new OperatorCall(source.getOp(), inputs)) {
            List<Result> found = results(source, instruction.shapes());
            steps.addAll(steps(operation, found));
            boolean isInteger = found.stream().noneMatch(result -> result.type().isFPType());
            List<INDArray> arrays =
                    found.stream().map(isInteger ? Result::own : this::standIn).toList();
            if (isInteger) {
                instruction.into(arrays).run();
            }
            for (int i = 0; i < source.getOutputsOfOp().size(); i++) {
                standIns.put(source.getOutputsOfOp().get(i), arrays.get(i));
            }
        }
    }

    private List<Step> steps(Operation operation, List<Result> results) {
        List<Step.Value> values = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            values.add(new Step.Value(operation.output(i), results.get(i)));
        }
        List<Result> inputs = operation.inputs().stream()
                .map(name -> Objects.requireNonNull(standIns.get(name), name))
                .map(array -> Result.of(array.dataType(), array.shape()))
                .toList();
        List<Step> parts = SumGradient.of(operation, inputs, values);
        if (!parts.isEmpty()) {
            return parts;
        }
        Work work = Normalised.of(graph, operation, inputs)
                .orElseGet(() -> work(OperatorWork.of(operation.source().getOp()), inputs, results));
        List<String> read = work instanceof Reshaped ? operation.inputs().subList(0, 1) : operation.inputs();
        return List.of(new Step(work, read, values));
    }

    private static Work work(OperatorWork work, List<Result> inputs, List<Result> outputs) {
        Optional<Work> rectifier = ReluGradient.of(work.operator()).map(gradient -> gradient);
        return rectifier
                .or(() -> Reshaped.of(work, inputs, outputs))
                .or(() -> Permuted.of(work, inputs))
                .or(() -> ProductGradient.of(work, inputs))
                .or(() -> SquareSlope.of(work.operator()))
                .or(() -> LeakyRelu.of(work))
                .or(() -> RowMean.of(work, inputs))
                .or(() -> Erf.of(work, inputs))
                .orElseGet(() -> SoftmaxLoss.of(work, inputs));
    }

    /** The type from SameDiff if it has one, as an operator alone does not always know it. */
    private List<Result> results(SameDiffOp source, List<LongShapeDescriptor> shapes) {
        List<Result> found = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            DataType type = i < source.getOutputsOfOp().size()
                    ? graph.getVariable(source.getOutputsOfOp().get(i)).dataType()
                    : shapes.get(i).dataType();
            found.add(Result.of(type, shapes.get(i).getShape()));
        }
        return found;
    }

    private INDArray standIn(Result result) {
        if (!result.isShared()) {
            return result.own();
        }
        if (scratch.length() < result.elements()) {
            scratch = Nd4j.createUninitialized(DataType.FLOAT, result.elements());
        }
        return result.on(scratch, 0);
    }
}
