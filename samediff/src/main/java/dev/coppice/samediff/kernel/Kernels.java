package dev.coppice.samediff.kernel;

import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** List of oneDNN's kernels over fixed arrays, with the resources that they hold. Arrays are float, dense and in C order. */
final class Kernels implements AutoCloseable {
    private final List<Pointer> owned = new ArrayList<>();
    private final List<INDArray> rooms = new ArrayList<>();
    private final List<Runnable> work = new ArrayList<>();
    private final stream queue = own(new stream(OneDnn.engine()));

    /** Registers a resource to free when this is closed. */
    <P extends Pointer> P own(P pointer) {
        owned.add(pointer);
        return pointer;
    }

    /** The memory description of maps N×H×W×C; oneDNN names their axes N×C×H×W. */
    memory.desc map(List<Long> sizes) {
        long[] axes = {sizes.get(0), sizes.get(3), sizes.get(1), sizes.get(2)};
        return own(new memory.desc(axes, memory.data_type.f32, memory.format_tag.nhwc));
    }

    memory.desc vector(long length) {
        return own(new memory.desc(new long[] {length}, memory.data_type.f32, memory.format_tag.a));
    }

    /** The memory description of consecutive rows. */
    memory.desc matrix(long rows, long columns) {
        return own(new memory.desc(new long[] {rows, columns}, memory.data_type.f32, memory.format_tag.ab));
    }

    /** The memory description of any shape, with the step in elements along each axis. */
    memory.desc strided(long[] sizes, long... steps) {
        return own(new memory.desc(sizes, memory.data_type.f32, steps));
    }

    /** Wraps an array for a kernel to read or write. */
    memory memory(memory.desc layout, INDArray array) {
        return own(new memory(layout, OneDnn.engine(), own(new Address(array))));
    }

    /** Allocates memory. */
    memory memory(memory.desc layout) {
        return own(new memory(layout, OneDnn.engine()));
    }

    /** oneDNN's description of a function of each number. */
    eltwise_forward.primitive_desc function(memory.desc all, int algorithm, float alpha, float beta) {
        return own(new eltwise_forward.primitive_desc(
                own(new eltwise_forward.desc(dnnl_forward_training, algorithm, all, alpha, beta)), OneDnn.engine()));
    }

    /** Allocates an array. */
    INDArray room(long... shape) {
        INDArray array = Nd4j.create(DataType.FLOAT, shape);
        rooms.add(array);
        return array;
    }

    void copy(memory from, memory to) {
        reorder copy = own(new reorder(from, to));
        work.add(() -> copy.execute(queue, from, to));
    }

    void execute(primitive kernel, IntMemoryMap arguments) {
        own(kernel);
        work.add(() -> kernel.execute(queue, arguments));
    }

    void run() {
        work.forEach(Runnable::run);
        queue._wait();
    }

    @Override
    public void close() {
        work.clear();
        owned.forEach(Pointer::close);
        owned.clear();
        rooms.forEach(INDArray::close);
        rooms.clear();
    }

    /** The address of an array's first element; the array is kept alive until this is closed. */
    private static final class Address extends Pointer {
        @SuppressWarnings("unused")
        private final INDArray array;

        Address(INDArray array) {
            this.array = array;
            address = array.data().pointer().address() + array.offset() * Float.BYTES;
        }
    }
}
