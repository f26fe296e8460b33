package dev.coppice.models.operator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SinceVersionsTest {
    private static SinceVersions of(String op) {
        return Operators.named(op).since();
    }

    @Test
    void knows_what_means_the_same_at_18() {
        assertThat(of("Relu").isUnchanged(7)).isTrue();
        assertThat(of("Conv").isUnchanged(22)).isTrue();
        assertThat(of("Softmax").isUnchanged(11)).isFalse();
        assertThat(of("Gelu").isUnchanged(20)).isFalse();
    }

    @Test
    void knows_when_operators_came_and_went() {
        assertThat(of("Upsample").whyAbsent(9)).isEmpty();
        assertThat(of("Upsample").whyAbsent(10)).contains("was removed in opset 10, the file is of opset 10");
        assertThat(of("Mish").whyAbsent(17)).contains("exists from opset 18 on, the file is of opset 17");
        assertThat(Operators.find("", "If")).isEmpty();
    }

    @Test
    void knows_newer_attributes() {
        assertThat(of("AveragePool").newerAttributes(19)).containsExactly("dilations");
        assertThat(of("AveragePool").newerAttributes(18)).isEmpty();
    }
}
