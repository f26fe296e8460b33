package dev.coppice.models.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class StageTest {
    private static final List<String> NAMES = List.of("planning", "retraining", "timing");

    @Test
    void a_stage_knows_its_number_and_those_ahead() {
        Stage stage = new Stage(2, NAMES);

        assertThat(stage).hasToString("2 of 3 retraining");
        assertThat(stage.ahead()).containsExactly("timing");
        assertThat(new Stage(3, NAMES).ahead()).isEmpty();
    }

    @Test
    void there_is_no_stage_outside_the_list() {
        assertThatThrownBy(() -> new Stage(0, NAMES)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Stage(4, NAMES)).hasMessage("stage 4 of [planning, retraining, timing]");
    }
}
