package dev.coppice.models.onnx.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Assertions about the nodes that replace another at opset 18: {@code assertThatRule(new ClipUpgrade()).on(node).of(6)}.
 * Added constants and tensors have the rule's hints as names, and a 2 follows the second use of a hint.
 */
final class UpgradeAssert implements UpgradeContext {
    private final Upgrade rule;
    private final Node node;
    private final int opset;
    private final Map<String, Tensor> constants = new LinkedHashMap<>();
    private final Map<String, Tensor> added = new LinkedHashMap<>();
    private final Set<String> names = new TreeSet<>();
    private final Set<String> read = new TreeSet<>();
    private final Set<String> unranked = new TreeSet<>();

    private UpgradeAssert(Upgrade rule, Node node, int opset) {
        this.rule = rule;
        this.node = node;
        this.opset = opset;
    }

    /** The context of an empty file of this opset. */
    static UpgradeContext file(int opset) {
        Node none = Node.of("Identity", "none", Attributes.NONE, "none");
        return new UpgradeAssert((node, context) -> List.of(node), none, opset);
    }

    /** Starts an assertion about a rule. */
    static Subject assertThatRule(Upgrade rule) {
        return new Subject(rule);
    }

    /** A rule without a node. */
    record Subject(Upgrade rule) {
        /** Fails if another rule handles the node's operator. */
        Dated on(Node node) {
            assertThat(node.schema().flatMap(Upgrades::of).map(Object::getClass))
                    .as("rule in charge of %s", node)
                    .isEqualTo(Optional.of(rule.getClass()));
            return new Dated(rule, node);
        }
    }

    /** A node without an opset yet. */
    record Dated(Upgrade rule, Node node) {
        /** Sets the opset of the node's file. */
        UpgradeAssert of(int opset) {
            return new UpgradeAssert(rule, node, opset);
        }
    }

    /** A constant of the file. */
    UpgradeAssert with(String name, Tensor value) {
        constants.put(name, value);
        return this;
    }

    /** A tensor of which not even the rank is known. */
    UpgradeAssert unranked(String tensor) {
        unranked.add(tensor);
        return this;
    }

    /** Adds a reader of this tensor. */
    UpgradeAssert reading(String tensor) {
        read.add(tensor);
        return this;
    }

    /** Asserts that the node stays as it is. */
    void stays() {
        becomes(node);
    }

    /** Asserts that exactly these nodes replace it. */
    UpgradeAssert becomes(Node... expected) {
        assertThat(rule.apply(node, this)).containsExactly(expected);
        return this;
    }

    /** Asserts that the rule has added this constant. */
    UpgradeAssert adds(String name, Tensor value) {
        assertThat(added).containsEntry(name, value);
        return this;
    }

    /** Asserts that the node has no equivalent at opset 18, for this reason. */
    void refuses(String message) {
        assertThatThrownBy(() -> rule.apply(node, this))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Override
    public int opset() {
        return opset;
    }

    @Override
    public Optional<Tensor> constant(String tensor) {
        return Optional.ofNullable(constants.get(tensor));
    }

    /** Every other tensor of these tests is N×C×H×W. */
    @Override
    public Optional<Integer> rank(String tensor) {
        return unranked.contains(tensor)
                ? Optional.empty()
                : Optional.of(
                        constant(tensor).map(value -> value.shape().rank()).orElse(4));
    }

    @Override
    public String addConstant(String hint, Tensor value) {
        String name = freshName(hint);
        added.put(name, value);
        return name;
    }

    @Override
    public String freshName(String hint) {
        String name = hint;
        for (int i = 2; !names.add(name); i++) {
            name = hint + "_" + i;
        }
        return name;
    }

    @Override
    public boolean isRead(String tensor) {
        return read.contains(tensor);
    }
}
