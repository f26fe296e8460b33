package dev.coppice.models.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.Setting;
import dev.coppice.models.SettingNames;
import org.junit.jupiter.api.Test;

class CancellationTest {
    @Test
    void says_that_work_was_interrupted() {
        assertThat(new CancelledException()).hasMessage("interrupted");
        assertThat(new CancelledException().told(SettingNames.OWN)).isEqualTo("interrupted");
    }

    @Test
    void says_how_to_resume_under_the_names_of_who_asks() {
        CancelledException stopped =
                new CancelledException(names -> "kept. Resume with a smaller " + names.of(Setting.SIZE) + ".");

        assertThat(stopped).hasMessage("kept. Resume with a smaller size.");
        assertThat(stopped.told(setting -> "--" + setting)).isEqualTo("kept. Resume with a smaller --SIZE.");
    }
}
