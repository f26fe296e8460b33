package dev.coppice.compress.channel.propagation;

import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.QuantizedConstant;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Sign;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Context of a channel rule: what it sees of its node, and what it can note about it. */
public final class ChannelContext {
    private final Node node;
    private final PropagatedChannels propagated;
    private final ConstantChannels constants = new ConstantChannels(this);

    ChannelContext(Node node, PropagatedChannels propagated) {
        this.node = node;
        this.propagated = propagated;
    }

    public Node node() {
        return node;
    }

    /** The shape of the input at a position, for batch 1 at the card's size. */
    public Shape shape(int position) {
        return propagated.shapes.of(node.input(position));
    }

    /** The shape of the output at a position. */
    public Shape outputShape(int position) {
        return propagated.shapes.of(node.outputs().get(position));
    }

    /** Whether the output at a position is read, and only by inputs of one operator. */
    public boolean isReadOnlyBy(int output, String op) {
        String tensor = output < node.outputs().size() ? node.outputs().get(output) : "";
        return !propagated.graph.uses(tensor).isEmpty()
                && !propagated.graph.isOutput(tensor)
                && propagated.graph.uses(tensor).stream()
                        .allMatch(use -> use.node().is(op));
    }

    /** The context that shape rules see of this node. */
    public ShapeContext shapes() {
        return new ShapeContext(node, propagated.shapes::value, propagated.shapes.image(), propagated.shapes.asMap());
    }

    /** The constant at an input position, dequantised if it is quantised; empty for a computed tensor, a graph input or no input. */
    public Optional<Tensor> constant(int position) {
        return node.hasInput(position)
                ? QuantizedConstant.value(propagated.graph, node.input(position))
                : Optional.empty();
    }

    /** The value at an input position if it is a constant, or a size computed from shapes and constants; empty otherwise. */
    public Optional<Tensor> value(int position) {
        return node.hasInput(position) ? propagated.shapes.value(node.input(position)) : Optional.empty();
    }

    /** Whether the tensor at this input position exists and is no constant. */
    public boolean isComputed(int position) {
        return node.hasInput(position) && !QuantizedConstant.isConstant(propagated.graph, node.input(position));
    }

    /** The integers at an input position, constant or computed from shapes, or the default where there are none. */
    public int[] integers(int position, int... otherwise) {
        return value(position)
                .map(t -> Arrays.stream(t.toLongs())
                        .mapToInt(v -> (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, v)))
                        .toArray())
                .orElse(otherwise);
    }

    /**
     * The atoms of the input at a position. A constant has none, unless this node moves it or reads it as a map: then it has
     * some on the axis where channels lie.
     */
    public Indices indices(int position) {
        Indices indices = propagated.tensors.get(node.input(position));
        if (indices != null) {
            return indices.map(propagated.atoms::find).compact();
        }
        return constants
                .of(position)
                .findFirst()
                .orElseGet(() -> Indices.fixed(shape(position).rank()));
    }

    /** New atoms for the constant at a position, along an axis; its slices go with them. */
    public Indices filled(int position, int axis) {
        if (axis < 0 || shape(position).size(axis) == 1) {
            return Indices.fixed(shape(position).rank());
        }
        Indices indices = Indices.along(
                shape(position).rank(), axis, filler(shape(position).size(axis)));
        slice(position, indices);
        return indices;
    }

    /**
     * New atoms of the output for an axis of the constant at a position, along which no other input has values. They are
     * {@link #filler} until a contraction {@link #born makes} channels with them.
     */
    public Indices extended(int position, int axis) {
        int[] atoms = filler(shape(position).size(axis));
        propagated.dormant.add(new PropagatedChannels.Birth(node, position, axis, 1, atoms, ""));
        int rank = outputShape(0).rank();
        return Indices.along(rank, axis + rank - shape(position).rank(), atoms);
    }

    /** Notes that this node makes channels with these atoms; constants that they were {@link #extended} from bear them. */
    public void born(int... atoms) {
        propagated.wake(atoms);
    }

    /** New atoms for channels that no contraction makes, such as padding. They stay unless they meet channels that go. */
    public int[] filler(int count) {
        return propagated.atoms.loose(count);
    }

    /** The atoms that one of the sizes at a position counts, where that is the unchanged size of an axis; none else. */
    public int[] counted(int position, int element) {
        return propagated.followed.counted(node.input(position), element);
    }

    /**
     * The atoms that an input has beside {@link #indices}, each along another axis: a product of two tensors with channels of
     * their own, such as keys by values, has both.
     */
    public List<Indices> others(int position) {
        String tensor = node.input(position);
        Stream<Indices> computed = propagated.beside(tensor).stream()
                .map(indices -> propagated.settle(indices.map(propagated.atoms::find), tensor));
        return Stream.concat(constants.of(position).skip(1), computed).toList();
    }

    /** The first of {@link #others}; fixed if there are none. */
    public Indices beside(int position) {
        return others(position).stream()
                .findFirst()
                .orElse(Indices.fixed(node.hasInput(position) ? shape(position).rank() : 0));
    }

    /** The reason why channels of a tensor stay at a node that keeps only one axis of channels. */
    public static String crossing(String tensor) {
        return "meets channels of another axis in '" + tensor + "'";
    }

    /** Gives the node's first output these atoms, each along another axis, beside those that the rule returns. */
    public void putBeside(List<Indices> sets) {
        propagated.putBeside(node.outputs().get(0), sets);
    }

    /** The atoms of an input along the one axis on which it may be cut; atoms that share an index unite. */
    public Indices settled(int position) {
        return propagated.settle(indices(position), node.input(position));
    }

    /** The atoms of an input along an axis; all FIXED if there are none. Atoms on any other axis are protected. */
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

    /** Unites two atoms; if one is fixed, the other is protected. */
    public void unite(int a, int b, String reason) {
        propagated.unite(a, b, reason);
    }

    /** Protects atoms from cuts. The reason follows the name of a layer: "reaches output 'logits'". */
    public void protect(Indices indices, String reason) {
        propagated.protect(indices, reason);
    }

    /** Protects all atoms that reach this node; returns outputs without channels. */
    public List<Indices> protectInputs(String reason) {
        for (int i = 0; i < node.inputs().size(); i++) {
            if (isComputed(i)) {
                protect(indices(i), reason);
                others(i).forEach(set -> protect(set, reason));
            }
        }
        return List.of();
    }

    /** Notes that the constant at a position is broadcast against these atoms: its slices go with them. */
    public void slice(int position, Indices broadcast) {
        if (!broadcast.isFixed()) {
            QuantizedSlices.meet(this, propagated.graph, position, broadcast);
            propagated.uses.add(new ConstantUse(node, position, shape(position), 1, broadcast));
        }
    }

    /**
     * Notes that index i on an axis of the weights at a position belongs to channel {@code atoms[i]}.
     *
     * @param groups number of blocks of axis 0 for which the axis is repeated, else 1; see {@link ConstantUse}
     */
    public void sliceWeights(int position, int axis, int groups, int... atoms) {
        Shape shape = shape(position);
        if (atoms.length > 1) {
            QuantizedConstant.of(propagated.graph, node.input(position))
                    .ifPresent(weights -> QuantizedSlices.keep(this, weights, axis, groups, atoms));
            ConstantUse use = new ConstantUse(node, position, shape, groups, Indices.along(shape.rank(), axis, atoms));
            propagated.uses.add(use);
            propagated.shareWeights(use);
        }
    }

    /**
     * Makes new channels on an axis of the weights at a position; the weights are sliced with them. A single channel is
     * fixed, since every tensor keeps at least one index.
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

    /** Notes why this contraction has no prunable channels of its own. */
    public void decline(String reason) {
        propagated.births.add(new PropagatedChannels.Birth(node, 0, 0, 1, new int[0], reason));
    }

    /** Notes that equal numbers of these must stay in each of {@code groups} equal blocks. */
    public void balance(int groups, int... atoms) {
        propagated.balances.add(new PropagatedChannels.Balance(node, groups, atoms.clone()));
    }

    /** The sign of the input at a position. */
    public Sign sign(int position) {
        return Sign.of(propagated.graph, node.input(position));
    }

    /** Notes that the node sums the computed input at a position over an axis, where it has these settled atoms. */
    public void sum(int position, int axis, Indices settled) {
        if (settled.length(axis) > 1) {
            propagated.sums.add(new PropagatedChannels.SumUse(node, position, axis, settled));
        }
    }

    /** Whether these are {@link #filler}, and have met no channels yet. */
    public boolean isLoose(Indices indices) {
        return Arrays.stream(indices.atoms()).allMatch(propagated.atoms::isLoose);
    }

    /** Notes that the integer constant at a position holds sizes: after a cut it has these values. */
    public void sizes(int position, Function<Survivors, long[]> values) {
        propagated.sizes.add(new PropagatedChannels.SizeInput(node, position, values));
    }

    /**
     * Notes that element k of the sizes at a position is the length of axis {@code axes[k]} of a tensor with these atoms, of
     * which some may lie beside the others; -1 where it is none. Constants are changed with a cut; sizes that the graph
     * computes have to follow it.
     */
    public void counts(int position, List<Indices> sets, int... axes) {
        if (constant(position).isEmpty()) {
            propagated.followed.count(node, position, sets, axes);
            return;
        }
        int[] before = integers(position);
        sizes(position, s -> {
            long[] values = new long[before.length];
            Arrays.setAll(
                    values, k -> axes[k] < 0 ? before[k] : s.count(Indices.on(axes[k], sets), axes[k], before[k]));
            return values;
        });
    }

    /** Notes that an integer attribute holds a count: after a cut it has this value. */
    public void count(String attribute, Function<Survivors, Integer> value) {
        propagated.attributes.add(new PropagatedChannels.SizeAttribute(node, attribute, value));
    }
}
