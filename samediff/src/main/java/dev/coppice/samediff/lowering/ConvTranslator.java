package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.shape.rule.Window;
import java.util.Arrays;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;

/**
 * Translator of Conv. A length is the width of a map of height 1. Weights O×I×kH×kW become kH×kW×I×O. Groups of one channel become a depthwise convolution; other groups
 * are split and concatenated. Uneven padding is applied first. {@link Phases} rewrites dilated convolutions that ND4J is to
 * run. Volumes go through {@link VolumeConvolution}.
 */
final class ConvTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        Window window = Window.ofConv(c.node(), c.shape(0), c.shape(1)).asMap();
        Shape in = Spatial.map(c.shape(0));
        Shape out = Spatial.map(c.outputShape());
        if (in.rank() == Spatial.VOLUME) {
            c.output(VolumeConvolution.of(c, window));
            return;
        }
        Kernel kernel = Kernel.of(c);
        if (!c.form().compiled() && Phases.needed(window)) {
            Window plain = Phases.plain(window);
            Phases phases = new Phases(window, in);
            c.outputMap(phases.apply(c.sd(), c.map(0), x -> kernel.apply(x, config(plain, plain.begin())), out), out);
            return;
        }
        SDVariable x = c.map(0);
        int[] pad = window.begin();
        if (!Arrays.equals(window.begin(), window.end())) {
            x = Spatial.pad(c.sd(), x, window.begin(), window.end(), 0);
            pad = new int[] {0, 0};
        }
        c.outputMap(kernel.apply(x, config(window, pad)), out);
    }

    private static Conv2DConfig config(Window w, int[] pad) {
        return Conv2DConfig.builder()
                .kH(w.kernel()[0])
                .kW(w.kernel()[1])
                .sH(w.strides()[0])
                .sW(w.strides()[1])
                .pH(pad[0])
                .pW(pad[1])
                .dH(w.dilations()[0])
                .dW(w.dilations()[1])
                .build();
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        return Spatial.objection(c.shape(0));
    }

    @Override
    public boolean trains(int position) {
        return position == 1 || position == 2;
    }

    /** The weights and bias of a node, ready to convolve. */
    private record Kernel(LoweringContext context, int groups, boolean depthwise) {
        static Kernel of(LoweringContext c) {
            int groups = c.attributes().integer("group", 1);
            return new Kernel(c, groups, groups > 1 && groups == c.shape(0).size(1));
        }

        SDVariable apply(SDVariable x, Conv2DConfig config) {
            Shape w = Spatial.map(context.shape(1));
            if (depthwise) {
                Shape apart = Shape.of(groups, w.size(0) / groups, w.size(2), w.size(3));
                SDVariable weights = context.weight(1, new WeightLayout(apart, 2, 3, 0, 1));
                return context.has(2)
                        ? context.sd().cnn().depthWiseConv2d(x, weights, context.input(2), config)
                        : context.sd().cnn().depthWiseConv2d(x, weights, config);
            }
            SDVariable weights = context.weight(1, new WeightLayout(w, 2, 3, 1, 0));
            return groups == 1 ? dense(x, weights, config) : grouped(x, weights, config);
        }

        private SDVariable dense(SDVariable x, SDVariable weights, Conv2DConfig config) {
            return context.has(2)
                    ? context.sd().cnn().conv2d(x, weights, context.input(2), config)
                    : context.sd().cnn().conv2d(x, weights, config);
        }

        private SDVariable grouped(SDVariable x, SDVariable weights, Conv2DConfig config) {
            SDVariable[] inputs = Spatial.split(context.sd(), x, groups, 1);
            SDVariable[] kernels = Spatial.split(context.sd(), weights, groups, 3);
            SDVariable[] parts = new SDVariable[groups];
            Arrays.setAll(parts, g -> context.sd().cnn().conv2d(inputs[g], kernels[g], config));
            SDVariable joined = context.sd().concat(1, parts);
            Shape bias = Shape.of(1, context.shape(1).size(0), 1, 1);
            return context.has(2) ? joined.add(context.weight(2, WeightLayout.plain(bias))) : joined;
        }
    }
}
