package dev.coppice.models.onnx.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConversionTest {

    private static Conversion conversion(int opset) {
        return new Conversion(UpgradeAssert.file(opset));
    }

    @Test
    void an_operator_that_means_the_same_is_carried_as_it_is() {
        Conversion conversion = conversion(11);
        Node relu = Node.of("Relu", "y", Attributes.NONE, "x");

        assertThat(conversion.convert(relu)).containsExactly(relu);
        assertThat(conversion.unsupported()).isEmpty();
    }

    @Test
    void an_unknown_operator_is_carried_and_keeps_the_opset_of_the_file() {
        Conversion conversion = conversion(23);
        Node swirl = Node.of("Swirl", "y", Attributes.NONE, "x");

        assertThat(conversion.convert(swirl)).containsExactly(swirl);
        assertThat(conversion.imports()).containsExactly(Map.entry("", 23));
        assertThat(conversion.unsupported()).isEmpty();
    }

    @Test
    void an_operator_of_the_runtime_is_carried() {
        Conversion conversion = conversion(17);
        Node foreign = new Node("y", "com.microsoft", "CDist", List.of("x"), List.of("y"), Attributes.NONE);

        assertThat(conversion.convert(foreign)).containsExactly(foreign);
        assertThat(conversion.imports()).containsExactly(Map.entry("com.microsoft", 1));
    }

    @Test
    void an_operator_of_another_domain_is_refused() {
        Conversion conversion = conversion(18);
        Node foreign = new Node("y", "com.example", "Relu", List.of("x"), List.of("y"), Attributes.NONE);

        assertThat(conversion.convert(foreign)).isEmpty();
        assertThat(conversion.unsupported())
                .containsExactly(
                        "'Relu' (y) is of the domain 'com.example', for which ONNX Runtime has no kernels; replace it"
                                + " by operators of ONNX, or define it as a function in the file");
    }

    @Test
    void an_operator_newer_than_the_file_is_refused() {
        Conversion conversion = conversion(12);

        assertThat(conversion.convert(Node.of("HardSwish", "y", Attributes.NONE, "x")))
                .isEmpty();
        assertThat(conversion.unsupported())
                .containsExactly("'HardSwish' (y) exists from opset 14 on, the file is of opset 12");
    }

    @Test
    void why_an_upgrade_refuses_is_told() {
        Conversion conversion = conversion(7);

        assertThat(conversion.convert(Node.of("Upsample", "y", Attributes.NONE, "x")))
                .isEmpty();
        assertThat(conversion.unsupported())
                .containsExactly("'Upsample' (y) cannot be converted from opset 7: its scales are missing");
    }

    private static Node pool(int dilation) {
        Attributes attributes = Attributes.NONE.with("kernel_shape", 2, 2).with("dilations", dilation, dilation);
        return Node.of("AveragePool", "y", attributes, "x");
    }

    @Test
    void a_newer_attribute_that_says_something_is_refused() {
        Conversion conversion = conversion(19);

        assertThat(conversion.convert(pool(2))).isEmpty();
        assertThat(conversion.unsupported())
                .containsExactly("'AveragePool' (y) has the attribute 'dilations', which opset 18 does not know");
    }

    @Test
    void a_newer_attribute_that_says_what_was_always_so_is_left_out() {
        Conversion conversion = conversion(19);
        Node scaled = Node.of("DequantizeLinear", "y", Attributes.NONE.with("block_size", 0), "x", "s");
        Node blocks = scaled.withAttributes(Attributes.NONE.with("block_size", 16));

        assertThat(conversion.convert(pool(1)))
                .containsExactly(Node.of("AveragePool", "y", Attributes.NONE.with("kernel_shape", 2, 2), "x"));
        assertThat(conversion(21).convert(scaled))
                .containsExactly(Node.of("DequantizeLinear", "y", Attributes.NONE, "x", "s"));
        assertThat(conversion(21).convert(blocks)).containsExactly(blocks);
        assertThat(conversion.unsupported()).isEmpty();
    }

    @Test
    void a_newer_attribute_about_8_bit_floats_is_left_out() {
        Node cast = Node.of("Cast", "y", Attributes.NONE.with("to", 1).with("saturate", 0), "x");

        assertThat(conversion(19).convert(cast))
                .containsExactly(Node.of("Cast", "y", Attributes.NONE.with("to", 1), "x"));
    }

    @Test
    void a_normalisation_of_the_root_over_counted_axes_keeps_the_opset_of_the_file() {
        Conversion conversion = conversion(23);
        Node node = Node.of("RMSNormalization", "y", Attributes.NONE.with("axis", 2), "x", "scale");

        assertThat(conversion.convert(node)).containsExactly(node);
        assertThat(conversion.imports()).containsExactly(Map.entry("", 23));
    }

    @Test
    void an_operator_cannot_mean_two_things_in_one_file() {
        Conversion conversion = conversion(23);
        conversion.convert(Node.of("Swirl", "s", Attributes.NONE, "x"));
        conversion.convert(Node.of("GridSample", "y", Attributes.NONE, "s", "grid"));

        assertThat(conversion.unsupported())
                .containsExactly("'GridSample' (y) means something else at opset 23, which another operator of the file"
                        + " needs");
    }
}
