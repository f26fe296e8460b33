package dev.coppice.eval.latency.profile;

import dev.coppice.models.graph.AttributeValue;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Builder of micro-networks. Every tensor gets a new name, in order, so that structure alone decides the key. Weights come
 * from one short list of numbers, by operators that the runtime folds when it loads the file. That saves megabytes and
 * leaves the time as it is. The numbers are random, since some activations take longer if signs change.
 *
 * <p>A segment is timed between <em>stems</em> and <em>heads</em>. A stem is a 1×1 convolution that makes the channels of an
 * input from one channel. A head is a 1×1 convolution that makes one channel from an output. The segment thus gets the
 * layout that convolutions hand on in the whole network, and is not charged for changing it. The time of stems and heads is
 * measured without the segment ({@link #boundary}) and subtracted.
 */
final class MicroGraph {
    /** The number of random numbers that the weights repeat. It is a prime, so that no two rows of a kernel are alike. */
    private static final int NUMBERS = 1009;

    private static final String RANDOM = "random";
    private static final long SEED = 1;
    private static final float SLOPE = 0.25f;

    /** The input of a batch normalisation that holds its running variance. */
    private static final int VARIANCE = 4;

    private static final int IMAGE_RANK = 4;
    private static final Shape REFERENCE = Shape.of(1, 64, 96, 128);

    private final Map<String, String> names = new LinkedHashMap<>();
    private final List<TensorInfo> inputs = new ArrayList<>();
    private final List<TensorInfo> outputs = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Tensor> constants = new HashMap<>();

    private MicroGraph() {}

    /** A segment between its stems and heads. The graph's own inputs and outputs have none. */
    static MicroNetwork of(Graph graph, Shapes shapes, Segment segment) {
        MicroGraph micro = new MicroGraph();
        for (String input : segment.inputs()) {
            if (hasStem(graph, shapes, input)) {
                micro.stem(micro.name(input), shapes.of(input));
            } else {
                micro.inputs.add(info(micro.name(input), type(graph, input), shapes.of(input)));
            }
        }
        micro.copy(graph, shapes, segment);
        for (String output : segment.outputs()) {
            if (hasHead(graph, shapes, output)) {
                micro.head(micro.name(output), shapes.of(output));
            } else {
                micro.outputs.add(info(micro.name(output), type(graph, output), shapes.of(output)));
            }
        }
        return MicroNetwork.of(SegmentText.of(shapes, segment), micro.graph());
    }

    /** A stem and a head for a map of this shape, and nothing in between. */
    static MicroNetwork boundary(Shape shape) {
        MicroGraph micro = new MicroGraph();
        String map = micro.name("map");
        micro.stem(map, shape);
        micro.head(map, shape);
        return MicroNetwork.of("stem and head of " + shape, micro.graph());
    }

    /** The smallest possible network. Its time is that of a run without operators. */
    static MicroNetwork empty() {
        MicroGraph micro = new MicroGraph();
        Shape one = Shape.of(1, 1, 1, 1);
        String input = micro.name("in");
        String output = micro.name("out");
        micro.inputs.add(info(input, one));
        micro.outputs.add(info(output, one));
        micro.nodes.add(Node.of("Relu", output, Attributes.NONE, input));
        return MicroNetwork.of("a run of one number", micro.graph());
    }

    /** The reference that is timed between others: a convolution of one or two milliseconds. */
    static MicroNetwork reference() {
        return boundary(REFERENCE);
    }

    /** An unchanged graph, without stems and heads. */
    static MicroNetwork bare(String what, Graph graph, Shapes shapes) {
        MicroGraph micro = new MicroGraph();
        for (TensorInfo input : graph.inputs()) {
            micro.inputs.add(info(micro.name(input.name()), input.type(), shapes.of(input.name())));
        }
        List<String> outputs = graph.outputs().stream().map(TensorInfo::name).toList();
        micro.copy(graph, shapes, new Segment(graph.nodes(), List.of(), outputs));
        for (TensorInfo output : graph.outputs()) {
            micro.outputs.add(info(micro.name(output.name()), output.type(), shapes.of(output.name())));
        }
        return MicroNetwork.of(what, micro.graph());
    }

    /** A network for deployment, also with its own weights. */
    static MicroNetwork whole(String what, Graph graph, Shapes shapes) {
        List<TensorInfo> inputs = graph.inputs().stream()
                .map(input -> info(input.name(), input.type(), shapes.of(input.name())))
                .toList();
        return bare(what, graph, shapes)
                .whole(new Graph(graph.name(), inputs, graph.outputs(), graph.nodes(), graph.constants())
                        .carrying(graph.carried()));
    }

    /** Whether an input of a segment comes from a stem. */
    static boolean hasStem(Graph graph, Shapes shapes, String input) {
        return !graph.isInput(input) && isMap(shapes.of(input));
    }

    /** Whether an output of a segment goes to a head. */
    static boolean hasHead(Graph graph, Shapes shapes, String output) {
        return !graph.isOutput(output) && isMap(shapes.of(output));
    }

    private static boolean isMap(Shape shape) {
        return shape.rank() == IMAGE_RANK;
    }

    private Graph graph() {
        return new Graph("micro", inputs, outputs, nodes, constants);
    }

    private String name(String tensor) {
        return names.computeIfAbsent(tensor, t -> "t" + names.size());
    }

    private String fresh() {
        return name("/" + names.size());
    }

    private void stem(String map, Shape shape) {
        Shape one = Shape.of(shape.size(0), 1, shape.size(2), shape.size(3));
        String input = fresh();
        inputs.add(info(input, one));
        add("Conv", map, Attributes.NONE, input, weights(Shape.of(shape.size(1), 1, 1, 1)));
    }

    private void head(String map, Shape shape) {
        String output = fresh();
        add("Conv", output, Attributes.NONE, map, weights(Shape.of(1, shape.size(1), 1, 1)));
        outputs.add(info(output, Shape.of(shape.size(0), 1, shape.size(2), shape.size(3))));
    }

    private void add(String op, String output, Attributes attributes, String... read) {
        nodes.add(new Node("n" + nodes.size(), "", op, Arrays.asList(read), List.of(output), attributes));
    }

    private void copy(Graph graph, Shapes shapes, Segment segment) {
        Map<String, String> copied = new HashMap<>();
        for (Node node : segment.nodes()) {
            List<String> read = new ArrayList<>();
            for (String input : node.inputs()) {
                read.add(input.isEmpty() ? "" : copied.computeIfAbsent(input, i -> source(graph, shapes, node, i)));
            }
            List<String> made = node.outputs().stream()
                    .map(output -> output.isEmpty() ? "" : name(output))
                    .toList();
            nodes.add(new Node("n" + nodes.size(), node.domain(), node.op(), read, made, node.attributes()));
        }
    }

    /** The tensor that replaces one that a node reads. */
    private String source(Graph graph, Shapes shapes, Node reader, String tensor) {
        Optional<Tensor> value =
                graph.constant(tensor).or(() -> names.containsKey(tensor) ? Optional.empty() : shapes.value(tensor));
        if (value.isEmpty()) {
            return name(tensor);
        }
        Tensor constant = value.get();
        if (!isLearned(reader, constant)) {
            return constant(constant);
        }
        boolean kernel = Segmentation.isContraction(reader) && constant.shape().rank() > 1;
        return kernel ? weights(constant.shape(), constant.type()) : filled(constant, neutral(reader, tensor));
    }

    /** Whether a constant was learned, so that its numbers do not matter. Sizes, factors and bounds are not learned. */
    private static boolean isLearned(Node reader, Tensor constant) {
        boolean floats = constant.type() == ElementType.FLOAT || constant.type() == ElementType.FLOAT16;
        boolean learns = Segmentation.isContraction(reader)
                || reader.is("PRelu")
                || reader.op().endsWith("Normalization");
        return floats && (learns || constant.shape().elements() > 1) && !reader.is("Resize", "Upsample", "Pad", "Clip");
    }

    /** A value that roughly keeps the scale of maps. Signs must stay mixed, as some activations take longer if they change. */
    private static float neutral(Node reader, String tensor) {
        int position = reader.inputs().indexOf(tensor);
        if (reader.is("BatchNormalization")) {
            return position == VARIANCE || position == 1 ? 1 : 0;
        }
        if (reader.is("PRelu")) {
            return SLOPE;
        }
        boolean factor = position == 1 && reader.op().endsWith("Normalization");
        return factor || reader.is("Mul", "Div") ? 1 : 0;
    }

    private String filled(Tensor constant, float number) {
        Tensor half = constant.type() == ElementType.FLOAT16
                ? Tensor.halves(Shape.of(1), number)
                : Tensor.floats(Shape.of(1), number);
        String filled = fresh();
        String sizes = constant(sizes(constant.shape()));
        add("ConstantOfShape", filled, Attributes.NONE.with("value", new AttributeValue.Data(half)), sizes);
        return filled;
    }

    private static Tensor sizes(Shape shape) {
        return Tensor.vector(Arrays.stream(shape.sizes()).asLongStream().toArray());
    }

    private String weights(Shape shape) {
        return weights(shape, ElementType.FLOAT);
    }

    /** The random numbers, repeated and scaled so that maps keep their variance (He et al., arXiv 1502.01852). */
    private String weights(Shape shape, ElementType type) {
        float factor = (float) Math.sqrt(2.0 / shape.product(1, shape.rank()));
        long count = shape.elements();
        constants.computeIfAbsent(RANDOM, r -> random());
        String tiled = fresh();
        String cut = fresh();
        String scaled = fresh();
        add("Tile", tiled, Attributes.NONE, RANDOM, constant(Tensor.vector((count + NUMBERS - 1) / NUMBERS)));
        add("Slice", cut, Attributes.NONE, tiled, constant(Tensor.vector(0)), constant(Tensor.vector(count)));
        add("Mul", scaled, Attributes.NONE, cut, constant(Tensor.scalar(factor)));
        String shaped = fresh();
        add("Reshape", shaped, Attributes.NONE, scaled, constant(sizes(shape)));
        if (type == ElementType.FLOAT) {
            return shaped;
        }
        String cast = fresh();
        add("Cast", cast, Attributes.NONE.with("to", type.code()), shaped);
        return cast;
    }

    private String constant(Tensor value) {
        String name = fresh();
        constants.put(name, value);
        return name;
    }

    private static Tensor random() {
        Random random = new Random(SEED);
        float[] values = new float[NUMBERS];
        for (int i = 0; i < NUMBERS; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.floats(Shape.of(NUMBERS), values);
    }

    /** The type that the graph declares for a tensor; single precision if it declares none. */
    private static ElementType type(Graph graph, String tensor) {
        return Stream.concat(graph.inputs().stream(), graph.outputs().stream())
                .filter(info -> info.name().equals(tensor))
                .map(TensorInfo::type)
                .findFirst()
                .orElse(ElementType.FLOAT);
    }

    private static TensorInfo info(String name, Shape shape) {
        return info(name, ElementType.FLOAT, shape);
    }

    private static TensorInfo info(String name, ElementType type, Shape shape) {
        return new TensorInfo(
                name, type, Arrays.stream(shape.sizes()).mapToObj(Dimension::of).toList());
    }
}
