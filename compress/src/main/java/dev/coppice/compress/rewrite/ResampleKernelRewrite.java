package dev.coppice.compress.rewrite;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.List;

/** Rewrite of the kernels of a Conv by a linear map along each axis; other readers of the same weights keep theirs. */
final class ResampleKernelRewrite implements StepRewrite<PlanStep.ResampleKernel> {
    @Override
    public List<GraphEdit> edits(PlanStep.ResampleKernel step, Graph graph) {
        Node node = graph.node(step.node());
        Tensor weights = graph.constant(node.input(1))
                .orElseThrow(() -> new IllegalArgumentException("the weights of " + node + " are no constant"));
        double[][] rows = step.height().matrix(weights.shape().size(2));
        double[][] columns = step.width().matrix(weights.shape().size(3));
        String name = FreshName.in(graph, node.input(1) + "/resampled");
        return List.of(
                new GraphEdit.PutConstant(name, resampled(weights, rows, columns)),
                new GraphEdit.ReplaceNode(node.name(), node.withInput(1, name)));
    }

    /** The weights M×C×kH×kW after each kernel W becomes rows · W · columnsᵀ, in double precision. */
    private static Tensor resampled(Tensor weights, double[][] rows, double[][] columns) {
        float[] w = weights.toFloats();
        float[] result = new float[w.length];
        for (int at = 0; at < w.length; at += rows.length * columns.length) {
            for (int j = 0; j < rows.length; j++) {
                for (int l = 0; l < columns.length; l++) {
                    double sum = 0;
                    for (int i = 0; i < rows.length; i++) {
                        for (int k = 0; k < columns.length; k++) {
                            sum += rows[j][i] * columns[l][k] * w[at + i * columns.length + k];
                        }
                    }
                    result[at + j * columns.length + l] = (float) sum;
                }
            }
        }
        return weights.type() == ElementType.FLOAT16
                ? Tensor.halves(weights.shape(), result)
                : Tensor.floats(weights.shape(), result);
    }
}
