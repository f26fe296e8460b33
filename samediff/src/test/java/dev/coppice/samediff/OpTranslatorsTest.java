package dev.coppice.samediff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.kernel.OneDnn;
import dev.coppice.samediff.lowering.OpTranslators;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.factory.Nd4j;

@Tag("program")
class OpTranslatorsTest {
    /** No gradient goes through a truth value or a sign. */
    private static final Set<String> FLAT = Set.of(
            "And",
            "Ceil",
            "Equal",
            "Floor",
            "Greater",
            "GreaterOrEqual",
            "IsInf",
            "IsNaN",
            "Less",
            "LessOrEqual",
            "Not",
            "Or",
            "Sign",
            "Xor");

    /** Where oneDNN has no build, ND4J does without it too. */
    @BeforeAll
    static void leave_onednn_to_those_who_have_it() {
        Nd4j.getEnvironment().allowHelpers(OneDnn.isAvailable());
    }

    @AfterAll
    static void give_it_back() {
        Nd4j.getEnvironment().allowHelpers(true);
    }

    static List<TranslatorCases.Case> cases() {
        return TranslatorCases.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void computes_and_differentiates_as_the_reference_does(TranslatorCases.Case c) {
        GradientCheck.check(c.network());
    }

    static List<String> operators() {
        List<String> all = new ArrayList<>(OpTranslators.operators());
        all.addAll(List.of("Resample", "SoftCrop"));
        all.removeAll(FLAT);
        return all;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operators")
    void no_gradient_of_an_operator_passes_as_zeros_or_as_no_number(String operator) {
        List<TranslatorCases.Case> cases =
                cases().stream().filter(c -> isBehind(operator, c.network())).toList();

        assertThat(cases).as("cases with all gradients through " + operator).isNotEmpty();
        assertThat(GradientCheck.passing(cases.get(0).network(), 0)).isEmpty();
        assertThat(GradientCheck.passing(cases.get(0).network(), Double.NaN)).isEmpty();
    }

    /** Whether every way from the input to the output, and so every gradient of the input, goes through an operator. */
    private static boolean isBehind(String operator, Network network) {
        Set<String> around = new HashSet<>(Set.of(NetworkBuilder.IMAGE));
        network.graph().nodes().stream()
                .filter(node -> !node.op().equals(operator))
                .filter(node -> node.inputs().stream().anyMatch(around::contains))
                .forEach(node -> around.addAll(node.outputs()));
        return !around.contains(network.card().output().name());
    }
}
