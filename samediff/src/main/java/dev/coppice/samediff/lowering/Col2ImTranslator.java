package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.DeConv2DConfig;

/**
 * Translator of Col2Im: each column is a block of a picture, and blocks that overlap are summed. It is a transposed
 * convolution of each channel with a kernel for every place of the block, which is 1 there and 0 elsewhere.
 */
final class Col2ImTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        int[] block = c.integers(2);
        int[] strides = strides(c);
        int[] pads = pads(c);
        int[] blocks = blocks(c);
        Shape out = c.outputShape();
        int[] size = new int[block.length];
        int[] missing = new int[block.length];
        int[] covered = {-1, 1, 0, 0};
        for (int i = 0; i < block.length; i++) {
            covered[2 + i] = strides[i] * (blocks[i] - 1) + block[i];
            size[i] = Math.min(out.size(2 + i), covered[2 + i] - pads[i]);
            missing[i] = out.size(2 + i) - size[i];
        }
        SameDiff sd = c.sd();
        int places = block[0] * block[1];
        SDVariable maps = sd.reshape(c.input(0), -1, places, blocks[0], blocks[1]);
        DeConv2DConfig config = DeConv2DConfig.builder()
                .kH(block[0])
                .kW(block[1])
                .sH(strides[0])
                .sW(strides[1])
                .build();
        SDVariable full = sd.cnn().deconv2d(maps, c.fixed(places(places), block[0], block[1], 1, places), config);
        SDVariable cropped = Spatial.crop(sd, full, Arrays.copyOf(pads, block.length), size, covered);
        c.output(c.reshape(Spatial.pad(sd, cropped, new int[block.length], missing, 0)));
    }

    private static int[] strides(LoweringContext c) {
        return c.attributes().integers("strides", 1, 1);
    }

    private static int[] pads(LoweringContext c) {
        return c.attributes().integers("pads", 0, 0, 0, 0);
    }

    /** The number of blocks down and across. */
    private static int[] blocks(LoweringContext c) {
        int[] pads = pads(c);
        int[] block = c.integers(2);
        return IntStream.range(0, block.length)
                .map(i ->
                        (c.outputShape().size(2 + i) + pads[i] + pads[block.length + i] - block[i]) / strides(c)[i] + 1)
                .toArray();
    }

    /** 1 where the place in the block is that of the kernel. */
    private static float[] places(int count) {
        float[] kernels = new float[count * count];
        for (int i = 0; i < count; i++) {
            kernels[i * count + i] = 1;
        }
        return kernels;
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        if (c.constant(1).isEmpty() || c.constant(2).isEmpty()) {
            return Optional.of("of computed sizes");
        }
        if (c.outputShape().rank() != Spatial.PICTURE) {
            return Optional.of("of rank " + c.outputShape().rank());
        }
        boolean dilated = Arrays.stream(c.attributes().integers("dilations", 1)).anyMatch(d -> d > 1);
        if (dilated) {
            return Optional.of("with dilations");
        }
        boolean fits = Arrays.stream(blocks(c)).reduce(1, (a, b) -> a * b)
                == c.shape(0).size(2);
        return fits ? Optional.empty() : Optional.of("of another number of blocks");
    }
}
