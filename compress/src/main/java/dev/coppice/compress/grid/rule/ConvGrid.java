package dev.coppice.compress.grid.rule;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.resample.KernelAxis;
import dev.coppice.models.shape.rule.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rule for Conv. It reads at most the limit, with stride' = in'/out' and dilation' = max(1, round(d · new/old)) and
 * matching pads. Its kernel is the one whose frequency response on the new grid is nearest to the old one's ({@link
 * KernelAxis}).
 *
 * <p>Only kernels whose padding keeps the map's extent can change grid. Pads that differ in front and behind, as
 * TensorFlow's at a stride of 2, shift the kernel, and so does an even number of taps; the new one is shifted as far. An odd
 * kernel has as many samples around it in front as behind, an even one those that bring it nearest to the old one. An even
 * kernel with a stride reads patches on its own grid.
 */
public final class ConvGrid implements GridRule {
    @Override
    public MapGrid own(GridNode node) {
        return node.maps().get(0).grid().coarser(window(node, node.shape(0)).strides());
    }

    @Override
    public GridChange change(GridNode node) {
        Placement input = node.maps().get(0);
        MapGrid own = node.ownMaps().get(0).grid();
        MapGrid ownOutput = node.ownOutput().grid();
        if (node.isUntouched() && ownOutput.equals(node.capped(ownOutput))) {
            return own.equals(node.capped(own))
                    ? GridChange.works(node.ownOutput())
                    : GridChange.works(
                            node.ownOutput(),
                            "its stride leads to " + ownOutput + " already; a coarser input would save no MACs");
        }
        MapGrid wanted = node.capped(own);
        if (!input.grid().isWithin(wanted)) {
            if (!Border.of(node).isNone()) {
                return new GridChange.Keeps(Border.STAYS);
            }
            return fixed(node).<GridChange>map(GridChange.Keeps::new).orElseGet(() -> new GridChange.ReadOn(wanted));
        }
        MapGrid output = input.grid().min(ownOutput);
        Optional<int[]> strides = input.grid().stridesTo(output);
        if (strides.isEmpty()) {
            return new GridChange.ReadOn(output);
        }
        return input.grid().equals(own)
                ? keep(node, input)
                : fixed(node)
                        .or(() -> narrow(node))
                        .<GridChange>map(GridChange.Keeps::new)
                        .orElseGet(() -> rescale(node, strides.get()));
    }

    /** The change where the grid is the old one and only rounding alters the number of samples. */
    private static GridChange keep(GridNode node, Placement input) {
        Window window = window(node, onInput(node, input));
        Shape output = window.output(onInput(node, input), 1, false);
        return GridChange.works(Placement.of(node.ownOutput().grid(), output));
    }

    private static GridChange rescale(GridNode node, int[] strides) {
        Placement input = node.maps().get(0);
        MapGrid own = node.ownMaps().get(0).grid();
        Window window = window(node, node.shape(0));
        Border border = Border.of(node);
        int axes = strides.length;
        int[] dilations = new int[axes];
        int[] pads = new int[2 * axes];
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < axes; i++) {
            dilations[i] = dilation(node, i);
            sizes.add((input.size(i) - border.around(i) + strides[i] - 1) / strides[i]);
        }
        Placement output = new Placement(input.grid().coarser(strides), sizes);
        for (int i = 0; i < axes; i++) {
            pads[i] = begin(node, i, dilations[i], output) - border.before().get(i);
            pads[axes + i] = dilations[i] * (window.kernel()[i] - 1) - pads[i] - border.around(i);
        }
        List<PlanStep> steps = new ArrayList<>();
        String reason = "reads " + input.grid() + " instead of " + own;
        if (!Arrays.equals(strides, window.strides())
                || !Arrays.equals(dilations, window.dilations())
                || !Arrays.equals(pads, window.pads())) {
            steps.add(new PlanStep.SetWindow(node.node().name(), list(strides), list(dilations), list(pads)));
            reason += changes("stride", window.strides(), strides) + changes("dilation", window.dilations(), dilations);
        }
        List<KernelAxis> kernel = IntStream.range(0, axes)
                .mapToObj(i ->
                        axis(node, i, dilations[i], pads[i] + border.before().get(i), output))
                .toList();
        if (IntStream.range(0, axes).allMatch(i -> kernel.get(i).keeps(window.kernel()[i]))) {
            return new GridChange.Works(steps, output, reason);
        }
        if (node.scene().graph().constant(node.node().input(1)).isEmpty()) {
            return new GridChange.Works(steps, output, reason + ", its kernel is computed and stays as it is");
        }
        steps.add(new PlanStep.ResampleKernel(node.node().name(), kernel));
        return new GridChange.Works(steps, output, reason + ", its kernel is resampled");
    }

    private static int dilation(GridNode node, int axis) {
        double ratio = node.maps().get(0).grid().ratio(node.ownMaps().get(0).grid(), axis);
        return (int) Math.max(1, Math.round(window(node, node.shape(0)).dilations()[axis] * ratio));
    }

    /** Why fewer taps, closer to each other, do not take off the border that a Pad has put around the map. */
    private static Optional<String> narrow(GridNode node) {
        Border border = Border.of(node);
        Window window = window(node, node.shape(0));
        return IntStream.range(0, window.kernel().length)
                .filter(i -> dilation(node, i) * (window.kernel()[i] - 1) < border.around(i))
                .mapToObj(i -> "its taps, closer to each other on a coarser grid, leave some of the " + border.around(i)
                        + " samples around its map")
                .findFirst();
    }

    /** The padding in front of a map on the new grid, with what a Pad has put there, of as much as keeps its extent. */
    private static int begin(GridNode node, int axis, int dilation, Placement output) {
        int taps = window(node, node.shape(0)).kernel()[axis];
        int around = dilation * (taps - 1);
        double nearest = around / 2.0 - (taps % 2 == 0 ? shift(node, axis, output) : 0);
        Border border = Border.of(node);
        return (int) Math.max(
                border.before().get(axis), Math.min(around - border.after().get(axis), Math.rint(nearest)));
    }

    /** The old taps on the new grid. */
    private static KernelAxis axis(GridNode node, int axis, int dilation, int begin, Placement output) {
        Window window = window(node, node.shape(0));
        double in = node.ownMaps().get(0).grid().ratio(node.maps().get(0).grid(), axis);
        double own = dilation * (window.kernel()[axis] - 1) / 2.0 - begin;
        return new KernelAxis(window.dilations()[axis] / in, dilation, shift(node, axis, output) - own);
    }

    /**
     * How far the old kernel's centre lies behind its output sample, in samples of the new grid. Samples at the centres of their
     * cells shift it: by the centre of an output sample among its old samples, less the centre of an input sample among its own.
     * So do pads that are not symmetric.
     */
    private static double shift(GridNode node, int axis, Placement output) {
        Window window = window(node, node.shape(0));
        double in = node.ownMaps().get(0).grid().ratio(node.maps().get(0).grid(), axis);
        double out = node.ownOutput().grid().ratio(output.grid(), axis);
        double centre = node.scene().kind().isCentred() ? (window.strides()[axis] * (out - 1) - (in - 1)) / 2 : 0;
        int before = window.begin()[axis] + Border.of(node).before().get(axis);
        double padded = window.dilations()[axis] * (window.kernel()[axis] - 1) / 2.0 - before;
        return (centre + padded) / in;
    }

    private static String changes(String what, int[] before, int[] after) {
        return Arrays.equals(before, after) ? "" : ", " + what + " " + axes(before) + " becomes " + axes(after);
    }

    /** One number where all axes are equal, else one for each. */
    private static String axes(int... values) {
        return Arrays.stream(values).distinct().count() == 1 ? String.valueOf(values[0]) : joined(values, "x");
    }

    private static String joined(int[] values, String by) {
        return Arrays.stream(values).mapToObj(String::valueOf).collect(Collectors.joining(by));
    }

    private static Optional<String> fixed(GridNode node) {
        Window w = window(node, node.shape(0));
        Border border = Border.of(node);
        for (int i = 0; i < w.kernel().length; i++) {
            if (w.kernel()[i] % 2 == 0 && w.strides()[i] > 1) {
                return Optional.of("its kernel " + joined(w.kernel(), "×") + " with a stride of " + w.strides()[i]
                        + " reads patches, which a coarser grid would blur");
            }
            int size = node.shape(0).size(MapGrid.SPACE + i);
            int cells = (size - border.around(i) + w.strides()[i] - 1) / w.strides()[i];
            if (w.outputSize(i, size, false) != cells) {
                return Optional.of(
                        "its pads " + list(w.begin()) + " and " + list(w.end()) + " change the map's extent");
            }
        }
        return Optional.empty();
    }

    private static Shape onInput(GridNode node, Placement input) {
        return input.of(node.shape(0));
    }

    private static Window window(GridNode node, Shape input) {
        return Window.ofConv(node.node(), input, node.shape(1));
    }

    private static List<Integer> list(int... values) {
        return Arrays.stream(values).boxed().toList();
    }
}
