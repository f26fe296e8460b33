package dev.coppice.compress.channel.propagation;

import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a channel rule sees of its node, and what it can say about it. */
public final class ChannelContext {
    private final Node node;
    private final PropagatedChannels propagated;

    ChannelContext(Node node, PropagatedChannels propagated) {
        this.node = node;
        this.propagated = propagated;
    }

    public Node node() {
        return node;
    }

    /** The shape of the input at a position, batch 1 at the card's size. */
    public Shape shape(int position) {
        return propagated.shapes.of(node.input(position));
    }

    /** The shape of the output at a position. */
    public Shape outputShape(int position) {
        return propagated.shapes.of(node.outputs().get(position));
    }

    /** What shape rules see of this node. */
    public ShapeContext shapes() {
        return new ShapeContext(node, propagated.graph::constant, propagated.shapes.image(), propagated.shapes.asMap());
    }

    /** The constant at an input position, empty if it is computed, an input or left out. */
    public Optional<Tensor> constant(int position) {
        return node.hasInput(position) ? propagated.graph.constant(node.input(position)) : Optional.empty();
    }

    /** Whether a tensor stands at this input position that is no constant. */
    public boolean isComputed(int position) {
        return node.hasInput(position) && constant(position).isEmpty();
    }

    /** Constant integers at an input position, or the default where there are none. */
    public int[] integers(int position, int... otherwise) {
        return constant(position)
                .map(t -> Arrays.stream(t.toLongs())
                        .mapToInt(v -> (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, v)))
                        .toArray())
                .orElse(otherwise);
    }

    /** The atoms of the input at a position; constants have none. */
    public Indices indices(int position) {
        String tensor = node.input(position);
        Indices indices = propagated.tensors.get(tensor);
        return indices != null ? indices : Indices.fixed(shape(position).rank());
    }

    /** The atoms of an input along the one axis it may be cut on; atoms that share an index of it unite. */
    public Indices settled(int position) {
        return propagated.settle(indices(position), node.input(position));
    }

    /** The atoms of an input along an axis; those on any other axis are protected. FIXED throughout if there are none. */
    public int[] channels(int position, int axis) {
        Indices indices = settled(position);
        int[] none = new int[shape(position).size(axis)];
        int[] axes = indices.axes();
        if (axes.length == 0) {
            return none;
        }
        if (axes[0] != axis) {
            protect(
                    indices,
                    "lies on axis " + axes[0] + " of '" + node.input(position) + "', which " + node
                            + " does not keep apart");
            return none;
        }
        return indices.atoms();
    }

    /** Lets two atoms go together; where one is fixed the other is protected. */
    public void unite(int a, int b, String reason) {
        propagated.unite(a, b, reason);
    }

    /** Never cut these. The reason follows the name of a layer: "reaches output 'logits'". */
    public void protect(Indices indices, String reason) {
        for (int atom : indices.atoms()) {
            propagated.atoms.protect(atom, reason);
        }
    }

    /** Never cut what reaches this node at any input; gives outputs without channels. */
    public List<Indices> protectInputs(String reason) {
        for (int i = 0; i < node.inputs().size(); i++) {
            if (isComputed(i)) {
                protect(indices(i), reason);
            }
        }
        return List.of();
    }

    /** The constant at a position is broadcast against these atoms: its slices go with them. */
    public void slice(int position, Indices broadcast) {
        if (!broadcast.isFixed()) {
            propagated.uses.add(new ConstantUse(node, position, shape(position), 1, broadcast));
        }
    }

    /**
     * Index i on an axis of the weights at a position belongs to channel {@code atoms[i]}.
     *
     * @param groups above 1 where the axis is repeated for that many blocks of axis 0, see {@link ConstantUse}
     */
    public void sliceWeights(int position, int axis, int groups, int... atoms) {
        Shape shape = shape(position);
        if (atoms.length > 1) {
            ConstantUse use = new ConstantUse(node, position, shape, groups, Indices.along(shape.rank(), axis, atoms));
            propagated.uses.add(use);
            propagated.shareWeights(use);
        }
    }

    /**
     * New channels on an axis of the weights at a position, sliced with them. A single one is fixed: every tensor keeps at
     * least one index.
     */
    public int[] bear(int position, int axis, int groups) {
        int count = shape(position).size(axis) * groups;
        if (count == 1) {
            decline("has a single channel, and every tensor keeps at least one");
            return new int[] {Indices.FIXED};
        }
        int[] born = propagated.atoms.fresh(count);
        propagated.births.add(new PropagatedChannels.Birth(node, position, axis, groups, born, ""));
        sliceWeights(position, axis, groups, born);
        return born;
    }

    /** This contraction has no prunable channels of its own. */
    public void decline(String reason) {
        propagated.births.add(new PropagatedChannels.Birth(node, 0, 0, 1, new int[0], reason));
    }

    /** As many of these must stay in each of {@code groups} equal blocks. */
    public void balance(int groups, int... atoms) {
        propagated.balances.add(new PropagatedChannels.Balance(node, groups, atoms.clone()));
    }

    /** The integer constant at a position holds sizes: after a cut it has these values. */
    public void sizes(int position, Function<Survivors, long[]> values) {
        propagated.sizes.add(new PropagatedChannels.SizeInput(node, position, values));
    }

    /** An integer attribute holds a count: after a cut it has this value. */
    public void count(String attribute, Function<Survivors, Integer> value) {
        propagated.attributes.add(new PropagatedChannels.SizeAttribute(node, attribute, value));
    }
}
