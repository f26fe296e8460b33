package dev.coppice.models.onnx.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SinceVersionsTest {
    private final SinceVersions versions = SinceVersions.load();

    @Test
    void knows_what_means_the_same_at_18() {
        assertThat(versions.same("Relu", 7)).isTrue();
        assertThat(versions.same("Conv", 22)).isTrue();
        assertThat(versions.same("Softmax", 11)).isFalse();
        assertThat(versions.same("Gelu", 20)).isFalse();
        assertThat(versions.same("Fancy", 18)).isFalse();
    }

    @Test
    void knows_when_operators_came_and_went() {
        assertThat(versions.unknown("Upsample", 9)).isEmpty();
        assertThat(versions.unknown("Upsample", 10)).contains("was removed in opset 10, the file is of opset 10");
        assertThat(versions.unknown("Mish", 17)).contains("exists from opset 18 on, the file is of opset 17");
        assertThat(versions.unknown("If", 18)).contains("is not an operator that Coppice carries");
    }

    @Test
    void knows_newer_attributes() {
        assertThat(versions.newer("AveragePool", 19)).containsExactly("dilations");
        assertThat(versions.newer("AveragePool", 18)).isEmpty();
    }

    /** An operator that changed has a rule, or its name is on the list of those that are refused. */
    @Test
    void every_change_since_opset_7_has_a_rule_or_is_refused_knowingly() {
        assertThat(versions.operators())
                .filteredOn(op ->
                        versions.unknown(op, 18).isEmpty() && Upgrades.of(op).isEmpty())
                .filteredOn(op -> IntStream.rangeClosed(SinceVersions.OLDEST, SinceVersions.NEWEST)
                        .filter(opset -> versions.unknown(op, opset).isEmpty())
                        .anyMatch(opset -> !versions.same(op, opset)))
                .containsExactly("DFT", "GridSample", "GroupNormalization");
    }
}
