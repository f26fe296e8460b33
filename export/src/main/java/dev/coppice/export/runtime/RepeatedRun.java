package dev.coppice.export.runtime;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.coppice.models.graph.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Repeated run of a model on inputs that were prepared once; outputs stay in place. */
final class RepeatedRun implements Runnable {
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final String origin;
    private final Map<String, Tensor> inputs;
    private final List<Prepared> prepared;
    private final Set<String> wanted;

    /** An input in the runtime's form, outside the heap. */
    private record Prepared(String name, OnnxJavaType type, ByteBuffer bytes, List<Long> sizes) {
        static Prepared of(String name, Tensor tensor) {
            ByteBuffer bytes = tensor.bytes();
            ByteBuffer direct = ByteBuffer.allocateDirect(bytes.remaining()).order(ByteOrder.nativeOrder());
            direct.put(bytes).flip();
            List<Long> sizes = Arrays.stream(tensor.shape().sizes())
                    .mapToObj(Long::valueOf)
                    .toList();
            return new Prepared(name, JavaTypes.of(tensor.type()), direct, sizes);
        }
    }

    RepeatedRun(
            OrtEnvironment environment,
            OrtSession session,
            String origin,
            Map<String, Tensor> inputs,
            Set<String> wanted) {
        this.environment = environment;
        this.session = session;
        this.origin = origin;
        this.inputs = Map.copyOf(inputs);
        this.prepared = inputs.entrySet().stream()
                .map(input -> Prepared.of(input.getKey(), input.getValue()))
                .toList();
        this.wanted = Set.copyOf(wanted);
    }

    @Override
    public void run() {
        Map<String, OnnxTensor> fed = new LinkedHashMap<>();
        try {
            for (Prepared input : prepared) {
                long[] sizes = input.sizes.stream().mapToLong(Long::longValue).toArray();
                fed.put(input.name, OnnxTensor.createTensor(environment, input.bytes, sizes, input.type));
            }
            session.run(fed, wanted).close();
        } catch (OrtException e) {
            throw OnnxRuntimeException.running(origin, inputs, e);
        } finally {
            fed.values().forEach(OnnxTensor::close);
        }
    }
}
