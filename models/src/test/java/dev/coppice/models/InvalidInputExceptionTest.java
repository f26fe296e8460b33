package dev.coppice.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InvalidInputExceptionTest {
    private static final SettingNames FLAGS = setting -> "--" + setting.word();

    @Test
    void settings_are_named_as_the_library_does_and_told_under_other_names() {
        InvalidInputException problem =
                new InvalidInputException(names -> "Give another " + names.of(Setting.CROP) + ".");

        assertThat(problem).hasMessage("Give another crop.");
        assertThat(problem.told(FLAGS)).isEqualTo("Give another --crop.");
    }

    @Test
    void advice_stands_apart_from_the_problem() {
        InvalidInputException problem = new InvalidInputException(
                "The crop is too small.", names -> "Give another " + names.of(Setting.CROP) + ".");

        assertThat(problem).hasMessage("The crop is too small. Give another crop.");
        assertThat(problem.told(FLAGS)).isEqualTo("The crop is too small. Give another --crop.");
        assertThat(problem.problem()).isEqualTo("The crop is too small.");
        assertThat(new InvalidInputException(names -> "No " + names.of(Setting.CROP) + ".").problem())
                .isEqualTo("No crop.");
    }

    @Test
    void several_problems_are_told_in_a_line_each() {
        InvalidInputException problem = InvalidInputException.of(
                "Wrong:", List.of(names -> "no " + names.of(Setting.BATCH), names -> "nothing to resume"));

        assertThat(problem).hasMessage("Wrong:\n  - no batch\n  - nothing to resume");
        assertThat(problem.told(FLAGS)).isEqualTo("Wrong:\n  - no --batch\n  - nothing to resume");
    }

    @Test
    void a_message_without_settings_is_told_as_it_is() {
        assertThat(new InvalidInputException("Wrong:", List.of("mean")).told(FLAGS))
                .isEqualTo("Wrong: mean");
    }
}
