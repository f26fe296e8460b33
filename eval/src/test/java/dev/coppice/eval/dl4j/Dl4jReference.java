package dev.coppice.eval.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.eval.source.ModelFormats;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.format.SourceModel;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Deeplearning4j itself as the reference of what is read from its archives. */
final class Dl4jReference {
    private static final int IMAGE_RANK = 4;

    /** Weights with fewer filters are those of depthwise convolutions, whose first axis is the multiplier. */
    private static final int DEPTHWISE = 2;

    /** He's gain is 2; a little less keeps the sums of residual networks small. */
    private static final double GAIN = 1.6;

    private Dl4jReference() {}

    /** An initialised network whose parameters are shaken, so that no bias is zero and no statistic is one. */
    static <M extends Model> M shaken(M model, double deviation) {
        Nd4j.getRandom().setSeed(7);
        INDArray params = model.params();
        if (!params.isEmpty()) {
            params.addi(Nd4j.randn(params.shape()).castTo(params.dataType()).muli(deviation));
        }
        return model;
    }

    /**
     * A network whose weights keep the scale of activations (He), with small biases and shaken statistics. The zoo's own
     * initial weights let activations grow until nothing but the rounding of floats is left.
     */
    static <M extends Model> M scaled(M model) {
        shaken(model, 0.01);
        model.paramTable().forEach((key, value) -> {
            if (value.rank() == IMAGE_RANK || (key.endsWith("_W") && value.rank() == 2 && value.size(0) > 1)) {
                boolean depthwise = key.endsWith("_W") && value.size(0) < DEPTHWISE;
                long fan = value.rank() == 2 ? value.size(0) : value.length() / value.size(depthwise ? 1 : 0);
                value.assign(Nd4j.randn(DataType.FLOAT, value.shape()).muli(Math.sqrt(GAIN / fan)));
            }
        });
        return model;
    }

    /** Writes a network as its users do. */
    static Path saved(Model model, Path folder) {
        File file = folder.resolve("network.zip").toFile();
        try {
            if (model instanceof MultiLayerNetwork layers) {
                layers.save(file, true);
            } else {
                ((ComputationGraph) model).save(file, true);
            }
            return file.toPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What Deeplearning4j gives; it computes in place, so that it gets a copy. */
    static INDArray[] outputs(Model model, INDArray... inputs) {
        INDArray[] copies = new INDArray[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            copies[i] = inputs[i].dup();
        }
        return model instanceof MultiLayerNetwork layers
                ? new INDArray[] {layers.output(copies[0])}
                : ((ComputationGraph) model).output(copies);
    }

    static Tensor tensor(INDArray array) {
        INDArray floats = array.castTo(DataType.FLOAT).dup('c');
        int[] sizes = new int[floats.rank()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = (int) floats.size(i);
        }
        return Tensor.floats(Shape.of(sizes), floats.data().asFloat());
    }

    /** Saves the network, reads the archive, runs it in ONNX Runtime and compares. Returns the largest difference. */
    static double check(Model model, Path folder, INDArray... inputs) {
        SourceModel read = ModelFormats.read(saved(model, folder));
        return difference(read, model, inputs);
    }

    /** The largest difference of any output between a network as it was read and as Deeplearning4j computes it. */
    static double difference(SourceModel read, Model model, INDArray... inputs) {
        INDArray[] expected = outputs(model, inputs);
        Map<String, Tensor> feeds = new LinkedHashMap<>();
        for (int i = 0; i < inputs.length; i++) {
            feeds.put(read.graph().inputs().get(i).name(), tensor(inputs[i]));
        }
        double worst = 0;
        byte[] written = OnnxWriter.bytes(read.graph(), WriteOptions.PLAIN);
        try (OnnxSession session = OnnxSession.open(written, "read")) {
            Map<String, Tensor> actual = session.run(feeds, Set.copyOf(session.outputs()));
            assertThat(session.outputs()).hasSameSizeAs(expected);
            for (int i = 0; i < expected.length; i++) {
                Tensor output = actual.get(session.outputs().get(i));
                worst = Math.max(worst, difference(tensor(expected[i]), output));
            }
        }
        return worst;
    }

    private static double difference(Tensor expected, Tensor actual) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        float[] a = actual.toFloats();
        float[] e = expected.toFloats();
        double largest = 0;
        double difference = 0;
        boolean varies = false;
        for (int i = 0; i < e.length; i++) {
            assertThat(e[i]).as("Deeplearning4j's own output").isFinite();
            largest = Math.max(largest, Math.abs(e[i]));
            difference = Math.max(difference, Math.abs(a[i] - e[i]));
            varies |= e[i] != e[0];
        }
        assertThat(varies).as("an output that is not constant").isTrue();
        return difference / largest;
    }
}
