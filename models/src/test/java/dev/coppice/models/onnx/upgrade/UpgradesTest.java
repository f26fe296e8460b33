package dev.coppice.models.onnx.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.operator.OperatorSchema;
import dev.coppice.models.operator.Operators;
import dev.coppice.models.operator.SinceVersions;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UpgradesTest {
    /** A changed operator has a rule or is on the list of refused operators. */
    @Test
    void every_change_since_opset_7_has_a_rule_or_is_refused_knowingly() {
        assertThat(Operators.all().stream()
                        .filter(row -> row.since().whyAbsent(18).isEmpty()
                                && Upgrades.of(row).isEmpty())
                        .filter(row -> IntStream.rangeClosed(SinceVersions.OLDEST, SinceVersions.NEWEST)
                                .filter(opset -> row.since().whyAbsent(opset).isEmpty())
                                .anyMatch(opset -> !row.since().isUnchanged(opset)))
                        .map(OperatorSchema::name))
                .containsExactly("DFT", "GridSample", "GroupNormalization");
    }
}
