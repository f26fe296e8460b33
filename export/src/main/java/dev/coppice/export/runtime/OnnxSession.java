package dev.coppice.export.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Session of ONNX Runtime with one loaded model, on the CPU. It runs one batch at a time: use one session for each
 * thread.
 *
 * <p>Input bytes are copied once, into a direct buffer that all runs share.
 */
public final class OnnxSession implements AutoCloseable {
    private final String origin;
    private final int threads;
    private final OrtEnvironment environment;
    private final LoadedModel loaded;
    private final OrtSession session;
    private final Map<String, AxisOrder> stored;
    private final Map<String, Double> fixed;
    /** The inputs in the order of axes in which they are fed. */
    private final List<TensorInfo> declared = new ArrayList<>();

    private final Map<String, ElementType> types = new LinkedHashMap<>();
    private final Map<String, ByteBuffer> buffers = new LinkedHashMap<>();

    private OnnxSession(OnnxSource source, int threads, Loading loading, Optional<Path> profile) throws OrtException {
        this.origin = source.name();
        this.stored = source.stored();
        this.fixed = source.fixed();
        this.threads = threads;
        this.environment = environment();
        this.loaded = LoadedModel.of(source, threads, loading, profile, environment);
        this.session = loaded.session();
        boolean isOpen = false;
        try {
            for (TensorInfo info : DeclaredInputs.of(session, JavaTypes.ALL)) {
                AxisOrder order =
                        stored.getOrDefault(info.name(), AxisOrder.SAME).inverse();
                declared.add(new TensorInfo(info.name(), info.type(), order.of(info.dimensions())));
                types.put(info.name(), info.type());
            }
            isOpen = true;
        } finally {
            if (!isOpen) {
                loaded.close();
            }
        }
    }

    /** The runtime itself, shared by all sessions. */
    static OrtEnvironment environment() {
        CommandLineLimit.check();
        RuntimeLibraries.prepare();
        return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    }

    static long[] sizes(Tensor tensor) {
        return Arrays.stream(tensor.shape().sizes()).asLongStream().toArray();
    }

    /** Loads a model on all physical cores. */
    public static OnnxSession open(OnnxSource source) {
        return open(source, PhysicalCores.count());
    }

    /**
     * Loads a model.
     *
     * @throws OnnxRuntimeException if ONNX Runtime refuses it
     */
    public static OnnxSession open(OnnxSource source, int threads) {
        return open(source, threads, Loading.DEPLOYED, Optional.empty());
    }

    /** Loads a model whose runs are profiled node by node, on one thread. */
    static OnnxSession profiled(OnnxSource source, Path profile) {
        return open(source, 1, Loading.DEPLOYED, Optional.of(profile));
    }

    /** Ends profiling and returns the file that the runtime wrote, which begins with the name that was given. */
    Path endProfiling() {
        try {
            return Path.of(session.endProfiling());
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot end its profile of '" + origin + "'", e);
        }
    }

    /** Loads a model with its optimisations on all physical cores, for so few runs that weights are best left as they are. */
    public static OnnxSession briefly(OnnxSource source) {
        return open(source, PhysicalCores.count(), Loading.BRIEF, Optional.empty());
    }

    /** Loads a model on all physical cores without optimisation: it runs node by node as the file says. */
    public static OnnxSession unoptimized(OnnxSource source) {
        return open(source, PhysicalCores.count(), Loading.PLAIN, Optional.empty());
    }

    private static OnnxSession open(OnnxSource source, int threads, Loading loading, Optional<Path> profile) {
        try {
            return new OnnxSession(source, threads, loading, profile);
        } catch (OrtException e) {
            throw OnnxRuntimeException.loading(source.name(), e);
        }
    }

    /** Loads a model file on all physical cores. */
    public static OnnxSession open(Path file) {
        return open(OnnxSource.file(file));
    }

    /** Loads a model that was written in memory on all physical cores; {@code origin} names it in messages. */
    public static OnnxSession open(byte[] model, String origin) {
        return open(OnnxSource.memory(model, origin));
    }

    /** Loads a model that was written in memory. */
    public static OnnxSession open(byte[] model, String origin, int threads) {
        return open(OnnxSource.memory(model, origin), threads);
    }

    /** The number of threads that an operator may use. */
    public int threads() {
        return threads;
    }

    /** The names of the model's inputs, in order. */
    public List<String> inputs() {
        return List.copyOf(session.getInputNames());
    }

    /** The names of the model's outputs, in order. */
    public List<String> outputs() {
        return List.copyOf(session.getOutputNames());
    }

    /**
     * The inputs of a run on a picture: it goes to the image input, the first that takes its shape. All others hold the same
     * random values in every session, see {@link RandomFeeds}, or the number that the source gives to them.
     */
    public Map<String, Tensor> feeds(Tensor picture) {
        return declared.size() == 1
                ? Map.of(declared.get(0).name(), picture)
                : RandomFeeds.beside(picture, declared, fixed);
    }

    /** Runs a model on N×C×H×W values, see {@link #feeds}, and returns one output. */
    public Tensor run(float[] values, Shape shape, String output) {
        return run(Tensor.floats(shape, values), output);
    }

    /**
     * Runs a model on a picture, see {@link #feeds}, and returns one output.
     *
     * @throws InvalidInputException if the model has no such output
     */
    public Tensor run(Tensor input, String output) {
        if (!outputs().contains(output)) {
            throw new InvalidInputException(
                    "'" + origin + "' has no output '" + output + "', only " + outputs() + ". Ask for one of them.");
        }
        return run(feeds(input), Set.of(output)).values().iterator().next();
    }

    /** Runs a model on a picture, see {@link #feeds}, and returns all outputs by name, in order. */
    public Map<String, Tensor> run(Tensor input) {
        return run(feeds(input), new LinkedHashSet<>(outputs()));
    }

    /**
     * Runs the model.
     *
     * @param inputs every input by name
     * @param wanted names of outputs
     * @throws OnnxRuntimeException if ONNX Runtime refuses the inputs
     */
    public Map<String, Tensor> run(Map<String, Tensor> inputs, Set<String> wanted) {
        Map<String, OnnxTensor> fed = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
                fed.put(input.getKey(), feed(input.getKey(), asDeclared(input.getKey(), input.getValue())));
            }
            try (OrtSession.Result result = session.run(fed, wanted)) {
                Map<String, Tensor> outputs = new LinkedHashMap<>();
                for (Map.Entry<String, OnnxValue> output : result) {
                    outputs.put(output.getKey(), fetch(output.getKey(), output.getValue()));
                }
                return outputs;
            }
        } catch (OrtException e) {
            throw OnnxRuntimeException.running(origin, inputs, e);
        } finally {
            fed.values().forEach(OnnxTensor::close);
        }
    }

    /** A task that runs the model once on a prepared input and leaves the output in place, for latency measurements. */
    public Runnable repeated(Tensor input, String output) {
        return repeated(feeds(input), Set.of(output));
    }

    /**
     * The same task with all inputs by name.
     *
     * @param wanted names of outputs
     */
    public Runnable repeated(Map<String, Tensor> given, Set<String> wanted) {
        Map<String, Tensor> typed = new LinkedHashMap<>();
        given.forEach((name, tensor) -> typed.put(name, asDeclared(name, tensor)));
        return new RepeatedRun(environment, session, origin, typed, wanted);
    }

    /** The tensor in the type and order that the model declares; pictures are always N×C×H×W in single precision. */
    private Tensor asDeclared(String name, Tensor given) {
        Tensor tensor = stored.getOrDefault(name, AxisOrder.SAME).of(given);
        return InputTypes.as(types.getOrDefault(name, tensor.type()), tensor);
    }

    private OnnxTensor feed(String name, Tensor tensor) throws OrtException {
        ByteBuffer bytes = tensor.bytes();
        ByteBuffer direct = buffers.get(name);
        if (direct == null || direct.capacity() < bytes.remaining()) {
            direct = ByteBuffer.allocateDirect(bytes.remaining()).order(ByteOrder.nativeOrder());
            buffers.put(name, direct);
        }
        direct.clear().put(bytes).flip();
        return OnnxTensor.createTensor(environment, direct, sizes(tensor), JavaTypes.of(tensor.type()));
    }

    private Tensor fetch(String name, OnnxValue value) {
        if (!(value instanceof OnnxTensor tensor)) {
            throw new InvalidInputException("Output '" + name + "' of '" + origin + "' is no tensor.");
        }
        int[] sizes = Arrays.stream(tensor.getInfo().getShape())
                .mapToInt(Math::toIntExact)
                .toArray();
        ByteBuffer source = tensor.getByteBuffer();
        ByteBuffer copy = ByteBuffer.allocate(source.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        copy.put(source).flip();
        Tensor output = Tensor.of(JavaTypes.elements(tensor.getInfo().type), Shape.of(sizes), copy);
        return stored.getOrDefault(name, AxisOrder.SAME).inverse().of(output);
    }

    /** Frees the native session. */
    @Override
    public void close() {
        try {
            loaded.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot close '" + origin + "'", e);
        }
    }
}
