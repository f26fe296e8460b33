package dev.coppice.samediff.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;

import java.util.Optional;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Kernels of one convolution or of its gradients over fixed arrays, chosen once and run often. Maps lie N×H×W×C and are not
 * copied. Weights are copied in every run to the layout that the kernel wants. Arrays are float, dense and in C order.
 */
public final class Convolution implements AutoCloseable {
    /** Channels that oneDNN computes at once, at most. */
    private static final int BLOCK = 16;

    private final ConvolutionForm form;
    private final Kernels kernels = new Kernels();
    private final memory.desc in;
    private final memory.desc out;
    private final memory.desc weights;
    private final memory.desc anyWeights;
    private final memory.desc bias;

    private Convolution(ConvolutionForm form, boolean biased) {
        this.form = form;
        in = kernels.map(form.in());
        out = kernels.map(form.out());
        long[] sizes = form.weightSizes();
        weights = kernels.own(new memory.desc(sizes, memory.data_type.f32, form.weightSteps()));
        anyWeights = kernels.own(new memory.desc(sizes, memory.data_type.f32, memory.format_tag.any));
        bias = biased ? kernels.vector(form.out().get(3)) : kernels.own(new memory.desc());
    }

    /**
     * The arrays of a convolution.
     *
     * @param maps N×H×W×I
     * @param weights see {@link ConvolutionForm}
     * @param bias O
     * @param result N×H×W×O, or the gradient in it
     */
    public record Arrays(INDArray maps, INDArray weights, Optional<INDArray> bias, INDArray result) {}

    /**
     * The gradients that somebody reads; others are not computed.
     *
     * @param inMaps the gradient in the maps
     * @param inWeights the gradients in weights and bias
     */
    public record Wanted(boolean inMaps, boolean inWeights) {}

    /** Kernels of the convolution, which write the result. */
    public static Convolution forward(ConvolutionForm form, Arrays arrays) {
        Convolution made = new Convolution(form, arrays.bias().isPresent());
        made.addForward(arrays);
        return made;
    }

    /**
     * Kernels of its gradients.
     *
     * @param given the arrays of the convolution, with the gradient in the result instead of the result
     * @param gradients arrays for the gradients in maps, weights and bias, with a bias if {@code given} has one; the result
     *     is not written
     */
    public static Convolution backward(ConvolutionForm form, Arrays given, Arrays gradients, Wanted wanted) {
        Convolution made = new Convolution(form, gradients.bias().isPresent());
        if (wanted.inMaps()) {
            made.addInMaps(given.result(), given.weights(), gradients.maps());
        }
        if (wanted.inWeights()) {
            made.addInWeights(given, gradients);
        }
        return made;
    }

    /**
     * Kernels of a transposed convolution, which is the gradient of a convolution in its maps.
     *
     * @param form form of that convolution; its output is the input here
     * @param arrays arrays without a bias
     */
    public static Convolution transposed(ConvolutionForm form, Arrays arrays) {
        Convolution made = new Convolution(form, false);
        made.addInMaps(arrays.maps(), arrays.weights(), arrays.result());
        return made;
    }

    /** Kernels of the gradients of {@link #transposed}; see {@link #backward}. */
    public static Convolution transposedBackward(ConvolutionForm form, Arrays given, Arrays gradients, Wanted wanted) {
        Convolution made = new Convolution(form, false);
        if (wanted.inMaps()) {
            made.addForward(new Arrays(given.result(), given.weights(), Optional.empty(), gradients.maps()));
        }
        if (wanted.inWeights()) {
            made.addInWeights(
                    new Arrays(given.result(), given.weights(), Optional.empty(), given.maps()),
                    new Arrays(gradients.result(), gradients.weights(), Optional.empty(), gradients.maps()));
        }
        return made;
    }

    private void addForward(Arrays arrays) {
        addForward(kernel(), arrays, in, out);
    }

    private void addForward(
            convolution_forward.primitive_desc kernel, Arrays arrays, memory.desc from, memory.desc to) {
        memory ordered = kernels.memory(kernels.own(kernel.weights_desc()));
        kernels.copy(kernels.memory(weights, arrays.weights()), ordered);
        IntMemoryMap map = kernels.own(new IntMemoryMap());
        map.put(DNNL_ARG_SRC, kernels.memory(from, arrays.maps()));
        map.put(DNNL_ARG_WEIGHTS, ordered);
        arrays.bias().ifPresent(b -> map.put(DNNL_ARG_BIAS, kernels.memory(bias, b)));
        map.put(DNNL_ARG_DST, kernels.memory(to, arrays.result()));
        kernels.execute(new convolution_forward(kernel), map);
    }

    /**
     * Adds the gradient in the maps as a convolution with the window turned around. oneDNN's own kernels for it compute sixteen
     * channels for each if it is dilated; at a rate of 2 they take eight times as long.
     */
    private void addTurned(INDArray above, INDArray factors, INDArray gradient) {
        long channels = form.out().get(3);
        long taps = factors.length() / channels;
        INDArray turned = kernels.room(factors.shape());
        memory.desc tap = kernels.vector(channels);
        for (long i = 0; i < taps; i++) {
            kernels.copy(
                    kernels.memory(tap, factors.reshape(taps, channels).slice(i)),
                    kernels.memory(tap, turned.reshape(taps, channels).slice(taps - 1 - i)));
        }
        memory.desc unbiased = kernels.own(new memory.desc());
        Arrays arrays = new Arrays(above, turned, Optional.empty(), gradient);
        addForward(kernel(out, unbiased, in, form.turnedPadding()), arrays, out, in);
    }

    private void addInMaps(INDArray above, INDArray factors, INDArray gradient) {
        if (form.turns()) {
            addTurned(above, factors, gradient);
            return;
        }
        convolution_backward_data.desc wanted = kernels.own(new convolution_backward_data.desc(
                dnnl_convolution_direct,
                in,
                anyWeights,
                out,
                form.strides(),
                form.dilations(),
                form.padding(),
                form.padding()));
        convolution_backward_data.primitive_desc kernel =
                kernels.own(new convolution_backward_data.primitive_desc(wanted, OneDnn.engine(), kernel()));
        memory ordered = kernels.memory(kernels.own(kernel.weights_desc()));
        kernels.copy(kernels.memory(weights, factors), ordered);
        IntMemoryMap map = kernels.own(new IntMemoryMap());
        map.put(DNNL_ARG_DIFF_DST, kernels.memory(out, above));
        map.put(DNNL_ARG_WEIGHTS, ordered);
        map.put(DNNL_ARG_DIFF_SRC, kernels.memory(in, gradient));
        kernels.execute(new convolution_backward_data(kernel), map);
    }

    private void addInWeights(Arrays given, Arrays gradients) {
        convolution_backward_weights.desc wanted = kernels.own(new convolution_backward_weights.desc(
                dnnl_convolution_direct,
                in,
                anyWeights,
                bias,
                out,
                form.strides(),
                form.dilations(),
                form.padding(),
                form.padding()));
        convolution_backward_weights.primitive_desc kernel =
                kernels.own(new convolution_backward_weights.primitive_desc(wanted, OneDnn.engine(), kernel()));
        if (form.skipsPixels() && form.in().get(3) < BLOCK) {
            leaveOneByOne(kernel);
        }
        memory ordered = kernels.memory(kernels.own(kernel.diff_weights_desc()));
        IntMemoryMap map = kernels.own(new IntMemoryMap());
        map.put(DNNL_ARG_SRC, kernels.memory(in, given.maps()));
        map.put(DNNL_ARG_DIFF_DST, kernels.memory(out, given.result()));
        map.put(DNNL_ARG_DIFF_WEIGHTS, ordered);
        gradients.bias().ifPresent(b -> map.put(DNNL_ARG_DIFF_BIAS, kernels.memory(bias, b)));
        kernels.execute(new convolution_backward_weights(kernel), map);
        kernels.copy(ordered, kernels.memory(weights, gradients.weights()));
    }

    /**
     * Takes the next implementation after those for 1×1 alone. With strides, they write beyond their memory in oneDNN 2.5.2 if a
     * block of channels is not full and threads are several, and the process dies.
     */
    private static void leaveOneByOne(convolution_backward_weights.primitive_desc kernel) {
        boolean more = true;
        while (more && kernel.impl_info_str().getString().startsWith("jit_1x1")) {
            more = kernel.next_impl();
        }
    }

    private convolution_forward.primitive_desc kernel() {
        return kernel(in, bias, out, form.padding());
    }

    private convolution_forward.primitive_desc kernel(
            memory.desc from, memory.desc shifts, memory.desc to, long[] padding) {
        convolution_forward.desc wanted = kernels.own(new convolution_forward.desc(
                dnnl_forward_training,
                dnnl_convolution_direct,
                from,
                anyWeights,
                shifts,
                to,
                form.strides(),
                form.dilations(),
                padding,
                padding));
        return kernels.own(new convolution_forward.primitive_desc(wanted, OneDnn.engine()));
    }

    /** Runs the kernels. */
    public void run() {
        kernels.run();
    }

    @Override
    public void close() {
        kernels.close();
    }
}
