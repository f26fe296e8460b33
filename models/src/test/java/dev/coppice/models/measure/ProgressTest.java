package dev.coppice.models.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.SettingNames;
import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void problems_are_told_with_settings_as_whoever_is_told_knows_them() {
        InvalidInputException problem =
                new InvalidInputException(names -> "Give another " + names.of(Setting.CROP) + ".");
        Progress flags = new Progress() {
            @Override
            public void update(String task, long done, long total, String detail) {}

            @Override
            public void message(String line) {}

            @Override
            public SettingNames names() {
                return setting -> "--" + setting.word();
            }
        };

        assertThat(Progress.SILENT.told(problem)).isEqualTo("Give another crop.");
        assertThat(flags.told(problem)).isEqualTo("Give another --crop.");
        assertThat(flags.told(new IllegalStateException("broken"))).isEqualTo("broken");
    }
}
