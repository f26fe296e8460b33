package dev.coppice.compress.plan;

import dev.coppice.models.resample.KernelAxis;
import dev.coppice.models.resample.Resample;
import java.util.List;

/**
 * Step of a plan. {@code compress.rewrite} has one class for each kind, which turns it into graph edits; {@link StepJson} has
 * its form in files.
 */
public sealed interface PlanStep {
    /** Visitor with one method for each kind of step, so that a new kind must be handled everywhere. */
    interface Visitor<T> {
        T cutChannels(CutChannels step);

        T insertResample(InsertResample step);

        T replaceByResample(ReplaceByResample step);

        T bypassNode(BypassNode step);

        T setWindow(SetWindow step);

        T resampleKernel(ResampleKernel step);

        T transposedToConv(TransposedToConv step);

        T setSizes(SetSizes step);

        T scaleOutput(ScaleOutput step);

        T weighPositions(WeighPositions step);

        T resampleConstant(ResampleConstant step);

        T keepLast(KeepLast step);

        T writeOut(WriteOut step);
    }

    /** Calls the visitor's method for this kind. */
    <T> T accept(Visitor<T> visitor);

    /**
     * Removal of channels everywhere at once. One step holds all coupled cuts, so indices refer to the graph before it.
     *
     * @param cuts uses of constants that lose indices
     * @param attributes integer attributes that hold a channel or group count
     * @param sizes integer constants that hold channel counts or positions (targets of Reshape, bounds of Slice)
     * @param sums computed tensors that a node sums over channels
     */
    record CutChannels(
            List<ConstantCut> cuts, List<AttributeChange> attributes, List<SizeChange> sizes, List<SumCut> sums)
            implements PlanStep {
        public CutChannels {
            cuts = List.copyOf(cuts);
            attributes = List.copyOf(attributes);
            sizes = List.copyOf(sizes);
            sums = List.copyOf(sums);
        }

        /** A step without sums. */
        public CutChannels(List<ConstantCut> cuts, List<AttributeChange> attributes, List<SizeChange> sizes) {
            this(cuts, attributes, sizes, List.of());
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.cutChannels(this);
        }
    }

    /**
     * A use of a constant, cut on one axis; other uses of the same constant keep theirs.
     *
     * @param node the reading node
     * @param input its input position
     * @param axis axis of the constant
     * @param keep indices that stay, ascending. On axis 1 of a grouped convolution's weights they count the channels of
     *     all groups: group g has those from g · size to (g + 1) · size. Every group keeps equally many
     */
    record ConstantCut(String node, int input, int axis, List<Integer> keep) {
        public ConstantCut {
            keep = List.copyOf(keep);
        }
    }

    /**
     * A computed tensor that a node sums over channels: a factor of a product, what a reduction reads, or what a convolution
     * reads whose window goes along the channels. Nothing is sliced there, since the tensor comes with fewer channels.
     *
     * @param node the reading node
     * @param input its input position
     * @param axis axis of the tensor, which the node sums over
     * @param keep indices that stay, ascending
     * @param of the axis' size before the cut
     */
    record SumCut(String node, int input, int axis, List<Integer> keep, int of) {
        public SumCut {
            keep = List.copyOf(keep);
        }
    }

    /** A change of an integer input of a node, in place of the constant there or of no input. */
    record SizeChange(String node, int input, List<Long> values) {
        public SizeChange {
            values = List.copyOf(values);
        }
    }

    /** A change of an integer attribute ({@code group}) of a node. */
    record AttributeChange(String node, String attribute, int value) {}

    /**
     * Insertion of a Resample that carries a tensor to another grid for some of its readers.
     *
     * @param tensor name of the tensor that is carried
     * @param readers nodes that will read the result, at every position where they read the tensor; empty where the
     *     tensor is the graph's output and the result takes its place and name
     * @param resample kind of resampling and target grid
     * @param output name of the new tensor and node
     */
    record InsertResample(String tensor, List<String> readers, Resample resample, String output) implements PlanStep {
        public InsertResample {
            readers = List.copyOf(readers);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.insertResample(this);
        }
    }

    /** Replacement of a node that changes the grid (Resize) by a Resample to another target. */
    record ReplaceByResample(String node, Resample resample) implements PlanStep {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.replaceByResample(this);
        }
    }

    /** Removal of a node with nothing left to do (a pool on the target grid, a dropped Resize); its readers read its input. */
    record BypassNode(String node) implements PlanStep {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.bypassNode(this);
        }
    }

    /** Change of a convolution or pooling node to other strides, dilations and pads (before all axes, then behind all). */
    record SetWindow(String node, List<Integer> strides, List<Integer> dilations, List<Integer> pads)
            implements PlanStep {
        public SetWindow {
            strides = List.copyOf(strides);
            dilations = List.copyOf(dilations);
            pads = List.copyOf(pads);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.setWindow(this);
        }
    }

    /**
     * Replacement of a Conv's kernels by those of the same size whose frequency response on another grid is nearest to
     * the old one's.
     *
     * @param axes positions of the old taps on the new grid along each space axis
     */
    record ResampleKernel(String node, List<KernelAxis> axes) implements PlanStep {
        public ResampleKernel {
            axes = List.copyOf(axes);
        }

        /** The step with these positions along the space axes, in their order. */
        public ResampleKernel(String node, KernelAxis... axes) {
            this(node, List.of(axes));
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.resampleKernel(this);
        }
    }

    /** Replacement of a ConvTranspose by the stride-1 Conv that equals it followed by the mean over each stride cell. */
    record TransposedToConv(String node) implements PlanStep {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.transposedToConv(this);
        }
    }

    /** Change of integer inputs that name numbers of positions, such as the target of a Reshape. */
    record SetSizes(List<SizeChange> sizes) implements PlanStep {
        public SetSizes {
            sizes = List.copyOf(sizes);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.setSizes(this);
        }
    }

    /** Multiplication of a node's first output by a number, for all its readers: a sum over fewer positions than before. */
    record ScaleOutput(String node, double factor) implements PlanStep {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.scaleOutput(this);
        }
    }

    /**
     * Weighing of positions against values beside them, such as those of a class token, before a Softmax makes shares of
     * both: each position counts as so many.
     *
     * @param node the Softmax
     * @param axis its axis, counted from the end: -1 is the last
     * @param before number of values in front of the positions
     * @param positions number of positions
     * @param after number of values behind them
     * @param weight what a position counts
     */
    record WeighPositions(String node, int axis, int before, int positions, int after, double weight)
            implements PlanStep {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.weighPositions(this);
        }
    }

    /**
     * Resampling of a constant over positions, such as a position embedding, for one node that reads it.
     *
     * @param node the reading node
     * @param input its input position
     * @param positions where it holds positions, and how many they become
     */
    record ResampleConstant(String node, int input, ConstantPositions positions) implements PlanStep {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.resampleConstant(this);
        }
    }

    /**
     * Selection of the last values along parts of a constant, for one node that reads it: the mask of shifted windows, of
     * which the last row and column differ.
     *
     * @param node the reading node
     * @param input its input position
     * @param parts sizes of the parts that make its axes, from the outer to the inner one
     * @param kept how many of each part stay, the last ones
     */
    record KeepLast(String node, int input, List<Integer> parts, List<Integer> kept) implements PlanStep {
        public KeepLast {
            parts = List.copyOf(parts);
            kept = List.copyOf(kept);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.keepLast(this);
        }
    }

    /** Replacement of a node by operators that compute the same and for which the runtime has faster kernels. */
    record WriteOut(String node) implements PlanStep {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.writeOut(this);
        }
    }
}
