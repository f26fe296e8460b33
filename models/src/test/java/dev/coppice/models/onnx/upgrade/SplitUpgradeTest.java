package dev.coppice.models.onnx.upgrade;

import static dev.coppice.models.onnx.upgrade.UpgradeAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class SplitUpgradeTest {

    private static Node parts(Attributes attributes, String... inputs) {
        return new Node("a", "", "Split", List.of(inputs), List.of("a", "b"), attributes);
    }

    @Test
    void sizes_became_an_input_in_13() {
        assertThatRule(new SplitUpgrade())
                .on(parts(Attributes.NONE.with("axis", 1).with("split", 3, 5), "x"))
                .of(11)
                .becomes(parts(Attributes.NONE.with("axis", 1), "x", "a_split"))
                .adds("a_split", Tensor.vector(3, 5));
    }

    @Test
    void equal_parts_are_asked_for_by_number() {
        assertThatRule(new SplitUpgrade())
                .on(parts(Attributes.NONE, "x"))
                .of(13)
                .becomes(parts(Attributes.NONE.with("num_outputs", 2), "x"));
    }

    @Test
    void sizes_that_are_an_input_stay() {
        assertThatRule(new SplitUpgrade())
                .on(parts(Attributes.NONE, "x", "sizes"))
                .of(13)
                .stays();
    }
}
