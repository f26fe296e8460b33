package dev.coppice.models.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.UnsafeByteOperations;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random weights for a file that holds an architecture only: float initializers without data. From rank 2 on they are normal
 * with σ = √(2 / fan-in), so that activations keep their scale; fan-in is the product of all sizes but the first (He et al.,
 * ICCV 2015, eq. 10). At rank 1 they are uniform in [0.5, 1.5], which also serves as a variance. Equal seeds give equal
 * weights.
 */
public final class RandomWeights {
    /**
     * The limit on filled elements, 768 MiB in all, 1.5 times a VGG-11. Without a limit a small file could claim any amount
     * of memory.
     */
    private static final long MOST = 192L << 20;

    private final SplittableRandom random;
    private int filled;

    /** Weights from a seed. */
    public RandomWeights(long seed) {
        random = new SplittableRandom(seed);
    }

    /** The number of tensors filled so far. */
    public int filled() {
        return filled;
    }

    /** The initializers that have elements but no data. */
    static List<TensorProto> missing(GraphProto graph) {
        return graph.getInitializerList().stream()
                .filter(RandomWeights::isMissing)
                .toList();
    }

    private static boolean isMissing(TensorProto tensor) {
        return tensor.getDataType() == ElementType.FLOAT.code()
                && tensor.getDataLocation() == TensorProto.DataLocation.DEFAULT
                && !tensor.hasSegment()
                && tensor.getRawData().isEmpty()
                && tensor.getFloatDataCount() == 0
                && tensor.getDimsList().stream().allMatch(size -> size > 0);
    }

    /**
     * The model with data in every initializer that had none.
     *
     * @throws InvalidInputException if together they have more elements than the limit
     */
    ModelFile fill(ModelFile model) {
        GraphProto graph = model.proto().getGraph();
        check(graph, model.origin());
        GraphProto.Builder full = graph.toBuilder();
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            TensorProto tensor = graph.getInitializer(i);
            if (isMissing(tensor)) {
                full.setInitializer(
                        i,
                        tensor.toBuilder().setRawData(UnsafeByteOperations.unsafeWrap(values(tensor.getDimsList()))));
                filled++;
            }
        }
        return new ModelFile(model.proto().toBuilder().setGraph(full).build(), model.origin(), model.file());
    }

    /** Checks all sizes before filling the first tensor. */
    private static void check(GraphProto graph, String origin) {
        long elements = 0;
        for (TensorProto tensor : missing(graph)) {
            elements += elements(tensor.getDimsList());
            if (elements > MOST) {
                throw new InvalidInputException("Model file '" + origin + "' leaves out the data of '"
                        + tensor.getName() + "' " + tensor.getDimsList()
                        + ", and to fill it and those before it in at random would take more than the " + MOST
                        + " elements that are allowed in all. Check its sizes, or give a file that holds its data.");
            }
        }
    }

    /** The number of elements, or a number above the limit, as the product of sizes from a file may overflow any type. */
    private static long elements(List<Long> dims) {
        long elements = 1;
        for (long size : dims) {
            if (size > MOST / elements) {
                return MOST + 1;
            }
            elements *= size;
        }
        return elements;
    }

    private ByteBuffer values(List<Long> dims) {
        int elements = (int) elements(dims);
        double deviation = dims.size() > 1 ? Math.sqrt(2.0 * dims.get(0) / elements) : 0;
        ByteBuffer bytes = ByteBuffer.allocate(elements * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < elements; i++) {
            bytes.putFloat((float) (dims.size() > 1 ? random.nextGaussian() * deviation : 0.5 + random.nextDouble()));
        }
        return bytes.flip();
    }
}
