package dev.coppice.models.onnx.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttentionUpgradeTest {
    private static final Attributes TURNED = Attributes.NONE.with("perm", 0, 1, 3, 2);
    private static final Tensor HIDES_ONE =
            Tensor.of(ElementType.BOOL, Shape.of(2), ByteBuffer.wrap(new byte[] {1, 0}));

    private static Node attention(Attributes attributes, String... inputs) {
        return Node.of("Attention", "y", attributes, inputs);
    }

    @Test
    void with_heads_and_a_mask_it_is_four_steps() {
        Node node = attention(Attributes.NONE.with("scale", 0.5f), "q", "k", "v", "mask");
        List<Node> steps = new AttentionUpgrade().apply(node, file(4, HIDES_ONE));

        assertThat(steps.stream().map(Node::op))
                .containsExactly("Transpose", "MatMul", "Mul", "Where", "Softmax", "MatMul");
        assertThat(steps.get(0)).isEqualTo(Node.of("Transpose", "y_Transpose", TURNED, "k"));
        assertThat(steps.get(3).inputs()).startsWith("mask", "y_Mul");
        assertThat(steps.get(5)).isEqualTo(Node.of("MatMul", "y", Attributes.NONE, "y_Softmax", "v"));
    }

    @Test
    void without_heads_they_are_split_and_joined() {
        Node node = attention(Attributes.NONE.with("q_num_heads", 2).with("kv_num_heads", 2), "q", "k", "v");
        List<String> ops = new AttentionUpgrade()
                .apply(node, file(3, HIDES_ONE)).stream().map(Node::op).toList();

        assertThat(ops).startsWith("Reshape", "Transpose").endsWith("MatMul", "Transpose", "Reshape");
        assertThat(ops).contains("Shape", "Sqrt", "Div").doesNotContain("Where", "Add");
    }

    @Test
    void heads_that_share_keys_and_values_get_them_repeated() {
        AttentionUpgrade rule = new AttentionUpgrade();
        Node headed = attention(Attributes.NONE, "q", "grouped", "grouped");
        Node features = attention(Attributes.NONE.with("q_num_heads", 4).with("kv_num_heads", 2), "q", "k", "v");
        Attributes perHead = Attributes.NONE.with("axis", 1);

        assertThat(rule.takes(headed, file(4, HIDES_ONE))).isTrue();
        assertThat(rule.takes(features, file(3, HIDES_ONE))).isTrue();
        assertThat(rule.apply(headed, file(4, HIDES_ONE)))
                .contains(Node.of("Gather", "y_Gather", perHead, "grouped", "y_shared"));
        assertThat(rule.apply(features, file(3, HIDES_ONE)).stream().filter(node -> node.is("Gather")))
                .hasSize(2);
    }

    @Test
    void what_has_no_short_form_is_carried() {
        AttentionUpgrade rule = new AttentionUpgrade();
        UpgradeContext file = file(4, HIDES_ONE);

        assertThat(rule.takes(attention(Attributes.NONE, "q", "k", "v"), file)).isTrue();
        assertThat(rule.takes(attention(Attributes.NONE, "q", "one", "one"), file))
                .isTrue();
        assertThat(rule.takes(attention(Attributes.NONE, "q", "k", "v"), file(3, HIDES_ONE)))
                .isFalse();
        for (Node carried : List.of(
                attention(Attributes.NONE.with("is_causal", 1), "q", "k", "v"),
                attention(Attributes.NONE.with("softcap", 2f), "q", "k", "v"),
                attention(Attributes.NONE, "q", "three", "three"),
                attention(Attributes.NONE, "q", "k", "v", "computed"),
                attention(Attributes.NONE, "q", "k", "v", "", "past", "values"))) {
            assertThat(rule.takes(carried, file)).as(carried.toString()).isFalse();
        }
    }

    @Test
    void a_mask_leaves_each_query_a_key() {
        Tensor nothing = Tensor.of(ElementType.BOOL, Shape.of(2, 2), ByteBuffer.wrap(new byte[] {1, 0, 0, 0}));
        float never = Float.NEGATIVE_INFINITY;

        assertThat(takes(HIDES_ONE)).isTrue();
        assertThat(takes(Tensor.floats(Shape.of(2, 2), 0, never, never, 1))).isTrue();
        assertThat(takes(nothing)).isFalse();
        assertThat(takes(Tensor.floats(Shape.of(2, 2), 0, 1, never, never))).isFalse();
        assertThat(takes(Tensor.floats(Shape.of(2, 1), 0, 1))).isFalse();
    }

    private static boolean takes(Tensor mask) {
        return new AttentionUpgrade().takes(attention(Attributes.NONE, "q", "k", "v", "mask"), file(4, mask));
    }

    /** A file with queries of this rank, four heads, two tokens, and one constant, the mask. */
    private static UpgradeContext file(int rank, Tensor mask) {
        List<String> names = new ArrayList<>();
        return new UpgradeContext() {
            @Override
            public int opset() {
                return 23;
            }

            @Override
            public Optional<Tensor> constant(String tensor) {
                return tensor.equals("mask") ? Optional.of(mask) : Optional.empty();
            }

            @Override
            public Optional<Integer> rank(String tensor) {
                return Optional.of(rank);
            }

            @Override
            public Optional<Integer> size(String tensor, int axis) {
                return Optional.of(
                        axis == rank - 2
                                ? 2
                                : Map.of("grouped", 2, "one", 1, "three", 3).getOrDefault(tensor, 4));
            }

            @Override
            public String addConstant(String hint, Tensor value) {
                return freshName(hint);
            }

            @Override
            public String freshName(String hint) {
                String name = names.contains(hint) ? hint + "_" + names.size() : hint;
                names.add(name);
                return name;
            }

            @Override
            public boolean isRead(String tensor) {
                return false;
            }
        };
    }
}
