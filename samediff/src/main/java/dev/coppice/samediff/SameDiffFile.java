package dev.coppice.samediff;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.lowering.GraphLowering;
import dev.coppice.samediff.lowering.UserForm;
import dev.coppice.samediff.lowering.WeightLayout;
import dev.coppice.samediff.view.FlatWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network as a file that {@code SameDiff.load} reads, and what SameDiff computes from it. Inputs and outputs have the names,
 * and maps the order of axes, of the file that the network was read from.
 */
public final class SameDiffFile {
    private final SameDiff sameDiff;
    private final Graph graph;

    private SameDiffFile(SameDiff sameDiff, Graph graph) {
        this.sameDiff = sameDiff;
        this.graph = graph;
    }

    /**
     * The content of the file, read back as data and compared.
     *
     * @throws InvalidInputException if the network has several inputs, operators that SameDiff lacks (lists all of them), or
     *     more weights than such a file takes
     * @throws TrainingUnavailableException on a platform without ND4J
     */
    public static byte[] bytes(Network network) {
        Natives.require();
        Graph graph = network.graph();
        Shape image = network.inputShape(network.batch());
        String what = "Network '" + graph.name() + "' cannot be written as a SameDiff file:";
        if (graph.inputs().size() > 1) {
            throw new InvalidInputException(
                    what + " it has " + graph.inputs().size() + " inputs, expected one. Write ONNX.");
        }
        List<String> lacking = GraphLowering.objections(network, image);
        if (!lacking.isEmpty()) {
            throw new InvalidInputException(what + " SameDiff has no operators for " + String.join(", ", lacking)
                    + ". Write ONNX, or see docs/operators.md for those that can be trained.");
        }
        return FlatWriter.bytes(GraphLowering.lower(network, image, UserForm.of(graph)));
    }

    /** Loads a file that {@link #bytes} gave for a network. A file of anyone else must not be loaded: it may crash the process. */
    public static SameDiffFile load(byte[] own, Network network) {
        Natives.require();
        try {
            return new SameDiffFile(SameDiff.fromFlatBuffers(ByteBuffer.wrap(own), false), network.graph());
        } catch (IOException e) {
            throw new UncheckedIOException("a file that was written cannot be loaded: " + e.getMessage(), e);
        }
    }

    /** The outputs that SameDiff computes for an image, N×C×H×W. */
    public Map<String, Tensor> run(Tensor image) {
        TensorInfo input = graph.inputs().get(0);
        INDArray pixels = Nd4j.create(DataType.FLOAT, WeightLayout.longs(image.shape()));
        WeightLayout.fill(pixels, image.toFloats());
        INDArray fed = UserForm.isChannelsLast(input) ? permuted(pixels, input.stored()) : pixels;
        List<String> names =
                graph.outputs().stream().map(output -> own(output.name())).toList();
        Map<String, INDArray> computed = sameDiff.output(Map.of(own(input.name()), fed), names);
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        for (TensorInfo output : graph.outputs()) {
            INDArray value = Objects.requireNonNull(computed.get(own(output.name())));
            INDArray shown = UserForm.isChannelsLast(output)
                    ? permuted(value, output.stored().inverse())
                    : value;
            int[] sizes =
                    Arrays.stream(shown.shape()).mapToInt(Math::toIntExact).toArray();
            outputs.put(
                    output.name(),
                    Tensor.floats(Shape.of(sizes), shown.dup('c').data().asFloat()));
        }
        return outputs;
    }

    /** SameDiff's name of a tensor, in which colons would number an operator's outputs. */
    private static String own(String name) {
        return name.replace(':', '_');
    }

    private static INDArray permuted(INDArray array, AxisOrder order) {
        return array.permute(order.over(array.rank())).dup('c');
    }
}
