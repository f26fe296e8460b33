package dev.coppice.compress.rewrite;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.FreshName;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.resample.KernelAxis;
import java.util.List;

/** Rewrite of the kernels of a Conv by a linear map along each axis; other readers of the same weights keep theirs. */
final class ResampleKernelRewrite implements StepRewrite<PlanStep.ResampleKernel> {
    @Override
    public List<GraphEdit> edits(PlanStep.ResampleKernel step, Graph graph) {
        Node node = graph.node(step.node());
        Tensor weights = graph.constant(node.input(1))
                .orElseThrow(() -> new IllegalArgumentException("the weights of " + node + " are no constant"));
        String name = FreshName.in(graph, node.input(1) + "/resampled");
        return List.of(
                new GraphEdit.PutConstant(name, resampled(weights, step.axes())),
                new GraphEdit.ReplaceNode(node.name(), node.withInput(1, name)));
    }

    /** The weights M×C×k… after the matrix of each space axis was applied along it, in double precision. */
    private static Tensor resampled(Tensor weights, List<KernelAxis> axes) {
        double[][] matrix = {{1}};
        for (int i = 0; i < axes.size(); i++) {
            matrix = kronecker(matrix, axes.get(i).matrix(weights.shape().size(2 + i)));
        }
        float[] w = weights.toFloats();
        float[] result = new float[w.length];
        int taps = matrix.length;
        for (int at = 0; at < w.length; at += taps) {
            for (int j = 0; j < taps; j++) {
                double sum = 0;
                for (int i = 0; i < taps; i++) {
                    sum += matrix[j][i] * w[at + i];
                }
                result[at + j] = (float) sum;
            }
        }
        return Tensor.reals(weights.type(), weights.shape(), result);
    }

    /** The matrix of two axes at once: that of the outer one, each number times the matrix of the inner one. */
    private static double[][] kronecker(double[][] outer, double[][] inner) {
        int size = inner.length;
        double[][] product = new double[outer.length * size][outer.length * size];
        for (int j = 0; j < product.length; j++) {
            for (int i = 0; i < product.length; i++) {
                product[j][i] = outer[j / size][i / size] * inner[j % size][i % size];
            }
        }
        return product;
    }
}
