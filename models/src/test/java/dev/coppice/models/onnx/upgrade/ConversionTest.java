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
}
