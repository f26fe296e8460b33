package dev.coppice.models.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OperatorsTest {
    /** A truncated table passes every test of its rows. */
    private static final int AT_LEAST = 170;

    static Collection<OperatorSchema> rows() {
        return Operators.all();
    }

    @Test
    void the_table_is_whole() {
        assertThat(rows())
                .hasSizeGreaterThan(AT_LEAST)
                .extracting(OperatorSchema::name)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(rows()).extracting(OperatorSchema::kind).contains(OperatorKind.values());
        assertThat(rows())
                .filteredOn(row -> row.domain().equals(Operators.COPPICE))
                .extracting(OperatorSchema::name)
                .containsExactly("Resample", "SoftCrop");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void revisions_ascend_between_the_oldest_and_the_newest_opset(OperatorSchema row) {
        assertThat(row.since().revisions())
                .isNotEmpty()
                .extracting(SinceVersions.Revision::opset)
                .isSorted()
                .doesNotHaveDuplicates()
                .allMatch(opset -> opset >= SinceVersions.OLDEST && opset <= SinceVersions.NEWEST);
        assertThat(row.since().revisions()).allMatch(r -> r.added().isEmpty() || r.opset() > SinceVersions.CANONICAL);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void operands_are_told_apart_and_only_the_last_is_repeated(OperatorSchema row) {
        assertThat(row.outputs()).isNotEmpty();
        for (List<Operand> operands : List.of(row.inputs(), row.outputs())) {
            assertThat(operands)
                    .extracting(Operand::name)
                    .doesNotHaveDuplicates()
                    .allMatch(name -> name.matches("[A-Za-z_0-9]+"));
            assertThat(operands.stream().limit(Math.max(0, operands.size() - 1)))
                    .noneMatch(o -> o.count() == Operand.Count.REPEATED);
        }
    }

    /** An output whose type is a variable takes it from a required input. */
    @ParameterizedTest
    @MethodSource("rows")
    void the_first_output_has_a_type_that_can_be_told(OperatorSchema row) {
        OperandType type = row.outputs().get(0).type();

        assertThat(!type.isVariable()
                        || row.inputs().stream().anyMatch(i -> i.type() == type && i.count() != Operand.Count.OPTIONAL))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void an_operator_that_makes_channels_sums_over_those_it_reads(OperatorSchema row) {
        int producing = row.producingInput();
        if (producing >= 0) {
            Operand weights = row.inputs().get(producing);
            assertThat(row.kind()).isEqualTo(OperatorKind.CONTRACTION);
            assertThat(weights.role()).isEqualTo(Operand.Role.WEIGHTS);
            assertThat(row.contractedAxes(producing, 4)).contains(weights.axes(Axis.CHANNELS, 4));
            assertThat(row.outputs().get(0).axes(Axis.OUTPUT_CHANNELS, 4)).hasSize(1);
        }
    }

    @Test
    void axes_behind_any_number_of_others_are_counted_from_the_end() {
        OperatorSchema conv = Operators.named("Conv");
        OperatorSchema product = Operators.named("MatMul");

        assertThat(conv.contractedAxes(conv.producingInput(), 5)).containsExactly(1, 2, 3, 4);
        assertThat(product.contractedAxes(product.producingInput(), 4)).containsExactly(2);
        assertThat(product.outputs().get(0).axes(Axis.OUTPUT_CHANNELS, 3)).containsExactly(2);
        assertThat(product.inputs().get(0).axes(Axis.STACK, 2)).isEmpty();
    }

    @Test
    void settings_and_examples_do_not_broadcast() {
        assertThat(Operators.named("Add").isBroadcast(1)).isTrue();
        assertThat(Operators.named("Sum").isBroadcast(7)).isTrue();
        assertThat(Operators.named("PRelu").isBroadcast(1)).isTrue();
        assertThat(Operators.named("Clip").isBroadcast(1)).isFalse();
        assertThat(Operators.named("CastLike").isBroadcast(1)).isFalse();
        assertThat(Operators.named("Concat").isBroadcast(1)).isFalse();
    }

    @Test
    void a_rule_for_an_operator_that_there_is_none_of_is_a_mistake() {
        OperatorRules<String> rules = OperatorRules.<String>none()
                .with(OperatorKind.POOLING, "a window")
                .with("a sum", "MatMul")
                .without("LpPool");

        assertThat(rules.of(Operators.named("MaxPool"))).contains("a window");
        assertThat(rules.of(Operators.named("MatMul"))).contains("a sum");
        assertThat(rules.of(Operators.named("LpPool"))).isEmpty();
        assertThat(rules.of(Operators.named("Conv"))).isEmpty();
        assertThatThrownBy(() -> rules.with("a typo", "Convv"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the table has no operator 'Convv'");
    }
}
