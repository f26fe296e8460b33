package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Replacement of Attention, an operator since 23, by its formula softmax(Q·Kᵀ · scale + mask) · V (Vaswani et al., NeurIPS
 * 2017, eq. 1). Where several heads of queries share one of keys and values, that is repeated for them. Attention to past keys,
 * causal or capped attention, and masks that leave a query no key (its result is 0, where the formula has no number) are carried
 * as they are.
 */
final class AttentionUpgrade implements Upgrade {
    private static final int MASK = 3;

    /** The rank of queries with an axis of heads: batch, heads, tokens, features. */
    private static final int WITH_HEADS = 4;

    @Override
    public boolean takes(Node node, UpgradeContext context) {
        boolean alone = node.outputs().stream().skip(1).allMatch(o -> o.isEmpty() || !context.isRead(o))
                && node.inputs().stream().skip(MASK + 1L).allMatch(String::isEmpty);
        return alone && isPlain(node.attributes()) && hasHeads(node, context) && isMaskKnown(node, context);
    }

    /** Whether every query looks at all keys. */
    private static boolean isPlain(Attributes a) {
        return a.integer("is_causal", 0) == 0
                && a.real("softcap", 0) == 0
                && a.integer("left_window_size", -1) < 0
                && a.integer("right_window_size", -1) < 0;
    }

    private static boolean isHeaded(Node node, UpgradeContext context) {
        return context.rank(node.input(0)).filter(rank -> rank == WITH_HEADS).isPresent();
    }

    /** Whether the heads are known, as far as they must be: as many of keys as of queries, or each for the same number of these. */
    private static boolean hasHeads(Node node, UpgradeContext context) {
        Optional<Integer> queries = heads(node, context, 0);
        Optional<Integer> keys = heads(node, context, 1);
        boolean told = isHeaded(node, context)
                || (context.rank(node.input(0)).isPresent() && queries.isPresent() && keys.isPresent());
        return told
                && (keys.equals(queries)
                        || keys.filter(k -> k == 1
                                        || queries.filter(q -> q % k == 0).isPresent())
                                .isPresent());
    }

    /** The number of heads of an input: the size of its axis of heads, or else what the attributes say. */
    private static Optional<Integer> heads(Node node, UpgradeContext context, int position) {
        return isHeaded(node, context)
                ? context.size(node.input(position), 1)
                : Optional.of(node.attributes().integer(position == 0 ? "q_num_heads" : "kv_num_heads", 0))
                        .filter(heads -> heads > 0);
    }

    /** Whether there is no mask, or a constant one with an entry for each key that leaves each query some key. */
    private static boolean isMaskKnown(Node node, UpgradeContext context) {
        if (!node.hasInput(MASK)) {
            return true;
        }
        int tokens = context.rank(node.input(0)).orElseThrow() - 2;
        Optional<Integer> keys = context.size(node.input(1), tokens);
        return mask(node, context).filter(m -> leavesKeys(m, keys)).isPresent();
    }

    private static boolean leavesKeys(Tensor mask, Optional<Integer> keys) {
        int rank = mask.shape().rank();
        int row = rank == 0 ? 0 : mask.shape().size(rank - 1);
        if (row == 0 || keys.orElse(row) != row) {
            return false;
        }
        double hidden = mask.type() == ElementType.BOOL ? 0 : Double.NEGATIVE_INFINITY;
        double[] values = mask.toDoubles();
        return IntStream.range(0, values.length / row)
                .allMatch(i -> Arrays.stream(values, i * row, (i + 1) * row).anyMatch(value -> value != hidden));
    }

    /** The mask, if it is a constant of a type that is known to be added or to choose. */
    private static Optional<Tensor> mask(Node node, UpgradeContext context) {
        return context.constant(node.input(MASK))
                .filter(mask -> mask.type() == context.numbers() || mask.type() == ElementType.BOOL);
    }

    @Override
    public List<Node> apply(Node node, UpgradeContext context) {
        Steps steps = new Steps(node, context);
        boolean headed = isHeaded(node, context);
        String query = headed ? node.input(0) : split(node, context, steps, 0);
        String key = repeated(node, context, steps, headed ? node.input(1) : split(node, context, steps, 1));
        String value = repeated(node, context, steps, headed ? node.input(2) : split(node, context, steps, 2));
        String turned = steps.add("Transpose", Attributes.NONE.with("perm", 0, 1, 3, 2), key);
        String scores = scaled(node, context, steps, query, steps.add("MatMul", query, turned));
        String weights = steps.add("Softmax", Attributes.NONE.with("axis", -1), masked(node, context, steps, scores));
        if (headed) {
            return steps.finish("MatMul", weights, value);
        }
        String heads = steps.add("MatMul", weights, value);
        String together = steps.add("Transpose", Attributes.NONE.with("perm", 0, 2, 1, 3), heads);
        return steps.finish("Reshape", together, steps.longs("tokens", 0, 0, -1));
    }

    /** Keys or values with a head for each of the queries; a single one serves all as it is. */
    private static String repeated(Node node, UpgradeContext context, Steps steps, String tensor) {
        int keys = heads(node, context, 1).orElse(1);
        int queries = heads(node, context, 0).orElse(keys);
        if (keys == 1 || keys == queries) {
            return tensor;
        }
        long[] heads =
                LongStream.range(0, queries).map(head -> head * keys / queries).toArray();
        return steps.add("Gather", Attributes.NONE.with("axis", 1), tensor, steps.longs("shared", heads));
    }

    /** Queries, keys or values with an axis of heads. */
    private static String split(Node node, UpgradeContext context, Steps steps, int position) {
        String heads = steps.longs("heads", 0, 0, heads(node, context, position).orElseThrow(), -1);
        String apart = steps.add("Reshape", node.input(position), heads);
        return steps.add("Transpose", Attributes.NONE.with("perm", 0, 2, 1, 3), apart);
    }

    /** The scores times the given scale, or over the root of the number of features. */
    private static String scaled(Node node, UpgradeContext context, Steps steps, String query, String scores) {
        if (node.attributes().has("scale")) {
            return steps.scaled(scores, node.attributes().real("scale", 1));
        }
        String features = steps.add("Shape", Attributes.NONE.with("start", -1), query);
        String number =
                steps.add("Cast", Attributes.NONE.with("to", context.numbers().code()), features);
        return steps.add("Div", scores, steps.add("Sqrt", number));
    }

    private static String masked(Node node, UpgradeContext context, Steps steps, String scores) {
        if (!node.hasInput(MASK)) {
            return scores;
        }
        String mask = node.input(MASK);
        return mask(node, context).orElseThrow().type() != ElementType.BOOL
                ? steps.add("Add", scores, mask)
                : steps.add("Where", mask, scores, steps.scalar("never", Float.NEGATIVE_INFINITY));
    }
}
