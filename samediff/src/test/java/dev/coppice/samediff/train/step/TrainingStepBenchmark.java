package dev.coppice.samediff.train.step;

import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.network.ChannelOrder;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.network.OutputKind;
import dev.coppice.models.network.OutputSpec;
import dev.coppice.models.onnx.OnnxReader;
import dev.coppice.models.onnx.RandomWeights;
import dev.coppice.models.shape.Shapes;
import dev.coppice.models.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;

/**
 * Benchmark of a training step of the U-Net 24-48-96-192 with batch normalisation (batch 4, 256×320, 12 classes) and Adam.
 * It prints the median time of a step, the time of each kind of operator, and the process's memory. Run it alone on the
 * machine, with the launcher's environment. Arguments: steps (10), height (256), width (320), batch (4), and an ONNX file to
 * train instead, of pictures or of volumes as deep as they are high.
 */
final class TrainingStepBenchmark {
    private static final int WARM_UP = 3;

    /** Java compiles what runs often: small networks have their speed after some hundred steps. */
    private static final Duration WARM_UP_TIME = Duration.ofSeconds(5);

    private static final int CLASSES = 12;
    private static final int PROFILES = 5;

    private TrainingStepBenchmark() {}

    public static void main(String[] args) throws IOException {
        int steps = argument(args, 0, 10);
        Shape picture = Shape.of(argument(args, 3, 4), 3, argument(args, 1, 256), argument(args, 2, 320));
        Graph graph = args.length > 4
                ? OnnxReader.readModel(Path.of(args[4]), new RandomWeights(1)).graph()
                : Zoo.unet(List.of(24, 48, 96, 192), picture, CLASSES, 1);
        Shape image = image(graph, picture);
        Network net = network(graph, image);
        TrainingBatch batch =
                batch(image, Shapes.infer(graph, Map.of(input(graph), image)).of(output(graph)));
        List<Double> seconds = new ArrayList<>();
        try (TrainingSession session = TrainingSession.of(net, image, LossForm.PIXELS, Optimizer.Adam.DEFAULT)) {
            long begun = System.nanoTime();
            session.train(
                    Stream.generate(() -> batch).iterator(),
                    Integer.MAX_VALUE,
                    step -> 1e-3,
                    (step, loss) -> step + 1 < WARM_UP || System.nanoTime() - begun < WARM_UP_TIME.toNanos());
            long[] last = {System.nanoTime()};
            Duration[] busy = {cpu()};
            session.train(Stream.generate(() -> batch).iterator(), steps, step -> 1e-3, (step, loss) -> {
                long now = System.nanoTime();
                seconds.add((now - last[0]) / 1e9);
                last[0] = now;
                Duration used = cpu();
                System.out.printf(
                        Locale.ROOT,
                        "step %2d  loss %.4f  %.3f s  %.3f s of processor time  %d MB in memory%n",
                        step,
                        loss,
                        seconds.get(seconds.size() - 1),
                        used.minus(busy[0]).toMillis() / 1e3,
                        Pointer.physicalBytes() / 1_000_000);
                busy[0] = used;
                return true;
            });
            profile(session, batch);
        }
        List<Double> timed = new ArrayList<>(seconds);
        Collections.sort(timed);
        System.out.printf(
                Locale.ROOT, "median %.3f s, fastest %.3f s a step%n", timed.get(timed.size() / 2), timed.get(0));
    }

    /** The median of each kind of operator over some steps. */
    private static void profile(TrainingSession session, TrainingBatch batch) {
        List<Map<String, Long>> profiles =
                Stream.generate(() -> session.profile(batch)).limit(PROFILES).toList();
        Map<String, Double> medians = new LinkedHashMap<>();
        profiles.get(0)
                .keySet()
                .forEach(kind -> medians.put(
                        kind,
                        profiles.stream()
                                .mapToDouble(p -> p.getOrDefault(kind, 0L) / 1e6)
                                .sorted()
                                .skip(PROFILES / 2)
                                .findFirst()
                                .orElse(0)));
        medians.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(e -> System.out.printf(Locale.ROOT, "%8.1f ms  %s%n", e.getValue(), e.getKey()));
    }

    /** The shape of the input; a volume is as deep as it is high. */
    private static Shape image(Graph graph, Shape picture) {
        List<Dimension> own = graph.inputs().get(0).dimensions();
        return own.size() < 5
                ? picture
                : Shape.of(picture.size(0), own.get(1).size(), picture.size(2), picture.size(2), picture.size(3));
    }

    /** Every batch normalisation on statistics of the batch. */
    private static Network network(Graph graph, Shape image) {
        List<GraphEdit> training = new ArrayList<>();
        graph.nodes().stream()
                .filter(n -> n.is("BatchNormalization"))
                .forEach(n -> training.add(new GraphEdit.ReplaceNode(
                        n.name(), n.withAttributes(n.attributes().with("training_mode", 1)))));
        List<Dimension> own = graph.inputs().get(0).dimensions();
        InputSpec input = new InputSpec(
                input(graph),
                own.subList(2, own.size()).stream().map(Dimension::size).toList(),
                ChannelOrder.RGB,
                Collections.nCopies(3, 0.0),
                Collections.nCopies(3, 1.0));
        int channels = Shapes.infer(graph, Map.of(input(graph), image))
                .of(output(graph))
                .size(1);
        List<String> classes =
                IntStream.range(0, channels).mapToObj(c -> "class " + c).toList();
        NetworkCard card = new NetworkCard("network", input, new OutputSpec(output(graph), OutputKind.LOGITS), classes);
        return new Network(GraphRewriter.apply(graph, training), card);
    }

    private static String input(Graph graph) {
        return graph.inputs().get(0).name();
    }

    private static String output(Graph graph) {
        return graph.outputs().get(0).name();
    }

    /** The processor time of all threads. Unlike the clock, it hardly depends on other processes. */
    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static int argument(String[] args, int index, int otherwise) {
        return index < args.length ? Integer.parseInt(args[index]) : otherwise;
    }

    private static TrainingBatch batch(Shape image, Shape output) {
        Random random = new Random(1);
        int classes = output.size(1);
        Shape map = output.rank() > 2 ? output.asPicture() : output;
        Shape targets = output.rank() > 2
                ? Shape.of(image.size(0), map.size(2), map.size(3), classes)
                : Shape.of(image.size(0), 1, 1, classes);
        float[] weights = new float[Math.toIntExact(targets.elements())];
        int pixels = weights.length / classes;
        for (int p = 0; p < pixels; p++) {
            weights[p * classes + random.nextInt(classes)] = 1f / pixels;
        }
        return new TrainingBatch(image, Normal.values(random, image.elements(), 1), targets, weights);
    }
}
