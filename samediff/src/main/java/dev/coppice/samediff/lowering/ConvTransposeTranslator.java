package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.shape.rule.Window;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.enums.PadMode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.DeConv2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Translator of ConvTranspose: the full transposed convolution, cropped by the pads. Weights I×O×kH×kW become kH×kW×O×I.
 * Rows that output_padding adds beyond the full result are zero before the bias.
 */
final class ConvTransposeTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        Shape in = Spatial.map(c.shape(0));
        Shape out = Spatial.map(c.outputShape());
        Window window = Window.ofConvTranspose(c.node(), c.shape(0), c.shape(1)).asMap();
        SDVariable full = in.rank() == Spatial.VOLUME ? VolumeConvolution.transposed(c, window) : full(c, window);
        int axes = window.kernel().length;
        int[] covered = new int[out.rank()];
        int[] missing = new int[axes];
        int[] size = new int[axes];
        covered[0] = in.size(0);
        covered[1] = out.size(1);
        for (int i = 0; i < axes; i++) {
            covered[2 + i] = window.strides()[i] * (in.size(2 + i) - 1) + window.reach(i);
            size[i] = Math.min(out.size(2 + i), covered[2 + i] - window.begin()[i]);
            missing[i] = out.size(2 + i) - size[i];
        }
        SameDiff sd = c.sd();
        SDVariable cropped = Spatial.crop(sd, full, window.begin(), size, covered);
        SDVariable result = Spatial.pad(sd, cropped, new int[axes], missing, 0);
        WeightLayout bias = WeightLayout.plain(Spatial.channels(out, out.size(1)));
        c.outputMap(c.has(2) && !fused(c, window) ? result.add(c.weight(2, bias)) : result, out);
    }

    /** The convolution may add the bias if the kernel produces every output sample. */
    private static boolean fused(LoweringContext c, Window window) {
        int axes = window.kernel().length;
        return groups(c) == 1
                && axes == 2
                && IntStream.range(0, axes).allMatch(i -> window.extra()[i] <= window.end()[i]);
    }

    private static SDVariable full(LoweringContext c, Window w) {
        SameDiff sd = c.sd();
        DeConv2DConfig config = DeConv2DConfig.builder()
                .kH(w.reach(0))
                .kW(w.reach(1))
                .sH(w.strides()[0])
                .sW(w.strides()[1])
                .build();
        SDVariable weights = spread(sd, c.weight(1, new WeightLayout(Spatial.map(c.shape(1)), 2, 3, 1, 0)), c, w);
        int groups = groups(c);
        if (groups == 1) {
            return c.has(2) && fused(c, w)
                    ? sd.cnn().deconv2d(c.map(0), weights, c.input(2), config)
                    : sd.cnn().deconv2d(c.map(0), weights, config);
        }
        SDVariable[] inputs = Spatial.split(sd, c.map(0), groups, 1);
        SDVariable[] kernels = Spatial.split(sd, weights, groups, 3);
        SDVariable[] parts = new SDVariable[groups];
        Arrays.setAll(parts, g -> sd.cnn().deconv2d(inputs[g], kernels[g], config));
        return sd.concat(1, parts);
    }

    /** Weights kH×kW×O×I with zeros between them where the window is dilated. */
    private static SDVariable spread(SameDiff sd, SDVariable weights, LoweringContext c, Window w) {
        int[] d = w.dilations();
        if (!Phases.needed(w)) {
            return weights;
        }
        Shape own = Spatial.map(c.shape(1));
        long channels = (long) own.size(0) * own.size(1);
        int[][] behind = {{0, 0}, {0, d[0] - 1}, {0, 0}, {0, d[1] - 1}, {0, 0}};
        SDVariable apart = sd.reshape(weights, w.kernel()[0], 1, w.kernel()[1], 1, channels);
        SDVariable padded = sd.nn().pad(apart, sd.constant(Nd4j.createFromArray(behind)), PadMode.CONSTANT, 0);
        SDVariable whole =
                sd.reshape(padded, (long) w.kernel()[0] * d[0], (long) w.kernel()[1] * d[1], own.size(1), own.size(0));
        return sd.slice(whole, new int[4], w.reach(0), w.reach(1), own.size(1), own.size(0));
    }

    private static int groups(LoweringContext c) {
        return c.attributes().integer("group", 1);
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        return Arrays.stream(c.attributes().integers("pads", 0)).anyMatch(p -> p < 0)
                ? Optional.of("with negative pads")
                : Spatial.windowObjection(c);
    }

    @Override
    public boolean trains(int position) {
        return position == 1 || position == 2;
    }
}
