package dev.coppice.export.runtime;

import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.RuntimeShapes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Shapes of tensors as ONNX Runtime gives them when it runs the network once, on random pixels. */
public final class OnnxShapes implements RuntimeShapes {
    private static final long SEED = 1;

    /** A source of shapes; it loads ONNX Runtime when it is asked first. */
    public OnnxShapes() {}

    @Override
    public Map<String, Shape> run(Graph graph, Map<String, Shape> inputs, Set<String> tensors) {
        List<TensorInfo> wanted = new TreeSet<>(tensors)
                .stream()
                        .map(name -> new TensorInfo(name, ElementType.FLOAT, List.of()))
                        .toList();
        // What is written here needs no shapes but those that are known, or else it would ask without end.
        Graph part = GraphRewriter.apply(graph, List.of(new GraphEdit.DeclareOutputs(wanted)))
                .carrying(graph.carried().withoutRuntime());
        Shape image = inputs.getOrDefault(part.inputs().get(0).name(), Shape.SCALAR);
        byte[] model = OnnxWriter.untyped(part, WriteOptions.of(image));
        try (OnnxSession session = OnnxSession.unoptimized(OnnxSource.memory(model, graph.name()).like(part))) {
            Map<String, Shape> shapes = new LinkedHashMap<>();
            session.run(random(part, inputs), tensors).forEach((name, value) -> shapes.put(name, value.shape()));
            return shapes;
        } catch (LinkageError e) {
            throw new InvalidInputException(
                    "Its shapes come from a run in ONNX Runtime, whose native library cannot be loaded here: "
                            + e.getMessage() + ".",
                    e);
        }
    }

    private static Map<String, Tensor> random(Graph graph, Map<String, Shape> inputs) {
        SplittableRandom random = new SplittableRandom(SEED);
        Map<String, Tensor> values = new LinkedHashMap<>();
        for (TensorInfo input : graph.inputs()) {
            Shape shape = Objects.requireNonNull(inputs.get(input.name()), input.name());
            values.put(input.name(), random(input.type(), shape, random));
        }
        return values;
    }

    /** Pixels from 0 to 1; zeros of any type that is no floating-point number. */
    private static Tensor random(ElementType type, Shape shape, SplittableRandom random) {
        int elements = Math.toIntExact(shape.elements());
        if (type == ElementType.FLOAT || type == ElementType.FLOAT16) {
            float[] values = new float[elements];
            for (int i = 0; i < elements; i++) {
                values[i] = (float) random.nextDouble();
            }
            return type == ElementType.FLOAT ? Tensor.floats(shape, values) : Tensor.halves(shape, values);
        }
        ByteBuffer zeros =
                ByteBuffer.allocate(Math.multiplyExact(elements, type.bytes())).order(ByteOrder.LITTLE_ENDIAN);
        return Tensor.of(type, shape, zeros);
    }
}
