package dev.coppice.eval.annotation;

import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.Preprocessing;
import dev.coppice.models.data.Sample;
import dev.coppice.models.data.View;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.OutputKind;
import dev.coppice.samediff.train.batch.ClassMapping;

/** Cross-entropies of labels under a network's logits, at the pixels of its output. Each thread needs its own. */
final class ReferenceLoss implements AutoCloseable {
    private final Network network;
    private final OnnxSession session;
    private final Preprocessing preprocessing;
    private final ClassMapping mapping;

    /**
     * Loads the network on one thread.
     *
     * @throws dev.coppice.models.InvalidInputException if it lacks classes of the data
     */
    ReferenceLoss(Network network, byte[] onnx, Dataset data) {
        this.network = network;
        this.mapping = ClassMapping.of(data, network.card());
        this.preprocessing = Preprocessing.of(network.card());
        this.session =
                OnnxSession.open(OnnxSource.memory(onnx, network.card().name()).like(network.graph()), 1);
    }

    /** The logits of a picture. */
    Logits logits(Sample sample) {
        Shape batch = network.inputShape(network.batch());
        float[] pixels = new float[Math.toIntExact(batch.elements())];
        preprocessing.fill(sample.image(), pixels, 0);
        Tensor output = session.run(pixels, batch, network.card().output().name());
        boolean binary = network.card().output().kind() == OutputKind.BINARY_LOGIT;
        return new Logits(mapping, output.shape(), output.toFloats(), binary, View.whole(sample.image()));
    }

    @Override
    public void close() {
        session.close();
    }

    /** The output of a network for one picture. */
    static final class Logits {
        private final ClassMapping mapping;
        private final Shape shape;
        private final float[] values;
        private final boolean binary;
        private final View view;

        private Logits(ClassMapping mapping, Shape shape, float[] values, boolean binary, View view) {
            this.mapping = mapping;
            this.shape = shape;
            this.values = values;
            this.binary = binary;
            this.view = view;
        }

        /** Σ − log softmax for the classes of some labels, over the pixels that the full labels give a class. */
        double loss(LabelMap full, LabelMap labels) {
            short[] valid = full.seen(view, shape.size(2), shape.size(3));
            short[] seen = labels.seen(view, shape.size(2), shape.size(3));
            double sum = 0;
            for (int p = 0; p < seen.length; p++) {
                if (mapping.of(valid[p]) >= 0) {
                    sum += logSum(p) - logit(p, mapping.of(seen[p]));
                }
            }
            return sum;
        }

        /** A logit. A single channel y stands for the logits (0, y). */
        private double logit(int p, int c) {
            int plane = shape.size(2) * shape.size(3);
            return binary ? (c == 0 ? 0 : values[p]) : values[c * plane + p];
        }

        private double logSum(int p) {
            int classes = binary ? 2 : shape.size(1);
            double max = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < classes; c++) {
                max = Math.max(max, logit(p, c));
            }
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                sum += Math.exp(logit(p, c) - max);
            }
            return max + Math.log(sum);
        }
    }
}
