package dev.coppice.cli;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.onnx.ModelMetadata;
import dev.coppice.models.onnx.OnnxReader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * What the commands say of one graph, weights that its file leaves out filled in beforehand, so that source and result are
 * files both.
 *
 * @param inspect {@code inspect}
 * @param whole {@code prune --prune 0}; empty if not asked for
 * @param half {@code prune --prune 0.5 --round 1}
 * @param difference of what the rewritten file computes from what the source does, max|a − b| / max|b| over all outputs;
 *     empty where nothing was written
 * @param grown bytes that the rewritten file is larger than the source, card and provenance aside; empty likewise
 */
record EveryGraph(
        CommandRun inspect,
        Optional<CommandRun> whole,
        CommandRun half,
        OptionalDouble difference,
        OptionalLong grown) {
    /** Height and width where the model leaves them open. */
    static final List<Integer> SIZE = List.of(64, 96);

    /** The name of the source in its folder. */
    static final String SOURCE = "source.onnx";

    static EveryGraph of(Path graph, Path folder) throws IOException {
        EveryGraph cut = cut(graph, folder);
        Path source = folder.resolve(SOURCE);
        Path rewritten = folder.resolve("whole/whole.onnx");
        CommandRun inspect = cut.inspect;
        CommandRun whole = run("prune", source, "--out", rewritten, "--prune", "0", "--json");
        boolean written = inspect.exitCode() == ExitCode.DONE && whole.exitCode() == ExitCode.DONE;
        return new EveryGraph(
                inspect,
                Optional.of(whole),
                cut.half,
                written ? OptionalDouble.of(difference(rewritten, source, inspect.json())) : OptionalDouble.empty(),
                written ? OptionalLong.of(grown(rewritten, source)) : OptionalLong.empty());
    }

    /** The same without {@code prune --prune 0}. */
    static EveryGraph cut(Path graph, Path folder) throws IOException {
        Path source = filled(graph, folder.resolve(SOURCE));
        Path smaller = folder.resolve("half/half.onnx");
        return new EveryGraph(
                run("inspect", source, "--json"),
                Optional.empty(),
                run("prune", source, "--out", smaller, "--prune", "0.5", "--round", "1", "--json"),
                OptionalDouble.empty(),
                OptionalLong.empty());
    }

    /** With a size where the model leaves it open. */
    private static CommandRun run(Object... words) {
        CommandRun run = CommandRun.of(words);
        return run.err().contains("leaves the size of its input open")
                ? CommandRun.of(Stream.concat(Stream.of(words), Stream.of("--size", SIZE.get(0) + "x" + SIZE.get(1)))
                        .toArray())
                : run;
    }

    private static long grown(Path rewritten, Path source) throws IOException {
        long said = ModelMetadata.read(rewritten).entries().values().stream()
                .mapToLong(value -> value.getBytes(StandardCharsets.UTF_8).length)
                .sum();
        return Files.size(rewritten) - said - Files.size(source);
    }

    /** The graph of the files in this folder truncated; nothing of it where {@code inspect} refused. */
    TruncatedGraph truncated(Path folder) {
        if (inspect.exitCode() != ExitCode.DONE) {
            return new TruncatedGraph(1, reason(), "");
        }
        Path source = folder.resolve(SOURCE);
        return TruncatedGraph.of(source, inputs(source, inspect.json()));
    }

    /** Whether a command failed where it should have worked or refused. */
    boolean failed() {
        return commands().anyMatch(run -> run.exitCode() != ExitCode.DONE && run.exitCode() != ExitCode.WRONG_INPUT);
    }

    /** All that were run. */
    Stream<CommandRun> commands() {
        return Stream.of(Stream.of(inspect), whole.stream(), Stream.of(half)).flatMap(commands -> commands);
    }

    /** What the first command that did not work says, on one line; empty where all did. */
    String reason() {
        return commands()
                .filter(run -> run.exitCode() != ExitCode.DONE)
                .findFirst()
                .map(run -> run.err().strip().replaceAll("\\s+", " "))
                .orElse("");
    }

    /** The model with weights in place of those its file leaves out: drawn as the README of the graphs asks for. */
    private static Path filled(Path graph, Path target) throws IOException {
        ModelProto model = ModelProto.parseFrom(Files.readAllBytes(graph));
        GraphProto.Builder full = model.getGraph().toBuilder();
        SplittableRandom random = new SplittableRandom(1);
        for (TensorProto.Builder tensor : full.getInitializerBuilderList()) {
            boolean isMissing = tensor.getDataType() == TensorProto.DataType.FLOAT.getNumber()
                    && tensor.getRawData().isEmpty()
                    && tensor.getFloatDataCount() == 0
                    && tensor.getExternalDataCount() == 0;
            if (isMissing) {
                tensor.setRawData(weights(tensor, random));
            }
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
            model.toBuilder().setGraph(full).build().writeTo(out);
        }
        return target;
    }

    private static ByteString weights(TensorProto.Builder tensor, SplittableRandom random) {
        long elements = tensor.getDimsList().stream().reduce(1L, (a, b) -> a * b);
        boolean isVector = tensor.getDimsCount() < 2;
        double deviation = isVector ? 0 : Math.sqrt(2.0 * tensor.getDims(0) / elements);
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.toIntExact(elements * Float.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < elements; i++) {
            bytes.putFloat((float) (isVector ? 0.5 + random.nextDouble() : random.nextGaussian() * deviation));
        }
        return UnsafeByteOperations.unsafeWrap(bytes.flip());
    }

    /** Random inputs of a model. */
    private static Map<String, Tensor> inputs(Path model, JsonNode inspected) {
        Map<String, ElementType> types = new LinkedHashMap<>();
        OnnxReader.read(model).inputs().forEach(input -> types.put(input.name(), input.type()));
        Random random = new Random(11);
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        for (JsonNode input : inspected.path("inputs")) {
            int[] sizes = new int[input.path("shape").size()];
            for (int axis = 0; axis < sizes.length; axis++) {
                sizes[axis] = input.path("shape").path(axis).asInt();
            }
            String name = input.path("name").asText();
            inputs.put(name, random(types.getOrDefault(name, ElementType.FLOAT), Shape.of(sizes), random));
        }
        return inputs;
    }

    private static double difference(Path rewritten, Path source, JsonNode inspected) {
        Map<String, Tensor> inputs = inputs(rewritten, inspected);
        try (OnnxSession a = OnnxSession.open(rewritten);
                OnnxSession b = OnnxSession.open(source)) {
            Map<String, Tensor> left = a.run(inputs, new LinkedHashSet<>(b.outputs()));
            Map<String, Tensor> right = b.run(inputs, new LinkedHashSet<>(b.outputs()));
            return right.entrySet().stream()
                    .mapToDouble(output -> difference(
                            values(Objects.requireNonNull(left.get(output.getKey()))), values(output.getValue())))
                    .max()
                    .orElseThrow();
        }
    }

    private static Tensor random(ElementType type, Shape shape, Random random) {
        int elements = Math.toIntExact(shape.elements());
        ByteBuffer bytes = ByteBuffer.allocate(elements * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < elements; i++) {
            switch (type) {
                case FLOAT -> bytes.putFloat((float) random.nextGaussian());
                case DOUBLE -> bytes.putDouble(random.nextGaussian());
                case FLOAT16 -> bytes.putShort((short) (0x3000 | random.nextInt(0x0800)));
                case UINT8 -> bytes.put((byte) random.nextInt(256));
                default -> bytes.put(new byte[type.bytes()]);
            }
        }
        return Tensor.of(type, shape, bytes.flip());
    }

    /** Of any type. */
    private static double[] values(Tensor tensor) {
        ByteBuffer bytes = tensor.bytes();
        double[] values = new double[Math.toIntExact(tensor.shape().elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (tensor.type()) {
                case FLOAT -> bytes.getFloat();
                case DOUBLE -> bytes.getDouble();
                case FLOAT16 -> half(bytes.getShort());
                case BFLOAT16 -> Float.intBitsToFloat(bytes.getShort() << 16);
                case INT64, UINT64 -> bytes.getLong();
                case INT32, UINT32 -> bytes.getInt();
                case INT16, UINT16 -> bytes.getShort();
                case INT8, UINT8, BOOL, INT4, UINT4 -> bytes.get();
            };
        }
        return values;
    }

    /** Half precision without its special values, which no output here should hold. */
    private static double half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        double fraction = (bits & 0x3ff) / 1024.0;
        double size = exponent == 0 ? Math.scalb(fraction, -14) : Math.scalb(1 + fraction, exponent - 15);
        return bits < 0 ? -size : size;
    }

    private static double difference(double[] a, double[] b) {
        double largest = 0;
        double apart = a.length == b.length ? 0 : Double.NaN;
        for (int i = 0; i < a.length && i < b.length; i++) {
            // the same NaN or infinity on both sides is the same
            double d = Double.compare(a[i], b[i]) == 0 ? 0 : Math.abs(a[i] - b[i]);
            apart = Double.isNaN(d) ? d : Math.max(apart, d);
            largest = Math.max(largest, Double.isNaN(b[i]) ? 0 : Math.abs(b[i]));
        }
        return apart == 0 ? 0 : apart / largest;
    }
}
