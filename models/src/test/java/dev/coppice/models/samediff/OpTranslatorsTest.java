package dev.coppice.models.samediff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.samediff.op.OpTranslators;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.factory.Nd4j;

class OpTranslatorsTest {
    static List<TranslatorCases.Case> cases() {
        return TranslatorCases.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void computes_and_differentiates_as_the_reference_does(TranslatorCases.Case c) {
        GradientCheck.check(c.network());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void the_same_without_onednn(TranslatorCases.Case c) {
        Nd4j.getEnvironment().allowHelpers(false);
        try {
            GradientCheck.check(c.network());
        } finally {
            Nd4j.getEnvironment().allowHelpers(true);
        }
    }

    @Test
    void every_operator_has_a_case() {
        Set<String> tested = cases().stream()
                .flatMap(c -> c.network().graph().nodes().stream())
                .map(n -> n.op())
                .collect(Collectors.toSet());

        assertThat(tested).containsAll(OpTranslators.operators()).contains("Resample", "SoftCrop");
    }
}
