package dev.coppice.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ChangedSettingTest {
    /** Nested settings. */
    private record Whole(Kind kind, int batch, List<Object> passes, Optional<String> target) {}

    private interface Kind {}

    private record Epochs(int count) implements Kind {}

    private record Steps(int count) implements Kind {}

    private static final Whole WHOLE = new Whole(new Epochs(40), 4, List.of(new Steps(1)), Optional.empty());

    @Test
    void is_the_innermost_that_differs() {
        Whole other = new Whole(new Epochs(20), 4, List.of(new Steps(2)), Optional.empty());

        assertThat(ChangedSetting.between("run", WHOLE.toString(), other.toString()))
                .containsExactly(
                        new ChangedSetting("run.Whole.kind.Epochs.count", "40", "20"),
                        new ChangedSetting("run.Whole.passes.1.Steps.count", "1", "2"));
        assertThat(ChangedSetting.between("run", WHOLE.toString(), WHOLE.toString()))
                .isEmpty();
    }

    @Test
    void of_texts_that_differ_in_no_setting_is_the_whole() {
        assertThat(ChangedSetting.between("run", "Whole[a=1, a=2]", "Whole[a=2, a=2]"))
                .containsExactly(new ChangedSetting("run", "Whole[a=1, a=2]", "Whole[a=2, a=2]"));
    }

    @Test
    void texts_in_quotes_and_braces_are_one_setting() {
        Fingerprint was = Fingerprint.of("Whole")
                .with("region", "a, b=[1")
                .with("weights", Fingerprint.named(new TreeMap<>(Map.of("sky, \"old\"", 2, "tree", 1))))
                .with("seed", 1);
        Fingerprint now = Fingerprint.of("Whole")
                .with("region", "a, c=[1")
                .with("weights", Fingerprint.named(new TreeMap<>(Map.of("sky, \"old\"", 3, "tree", 1))))
                .with("seed", 2);

        assertThat(now.changesSince(was))
                .containsExactly(
                        new ChangedSetting(".Whole.region", "\"a, b=[1\"", "\"a, c=[1\""),
                        new ChangedSetting(
                                ".Whole.weights",
                                "{\"sky, \\\"old\\\"\"=2, tree=1}",
                                "{\"sky, \\\"old\\\"\"=3, tree=1}"),
                        new ChangedSetting(".Whole.seed", "1", "2"));
    }

    @Test
    void of_several_texts_is_the_one_that_differs() {
        Fingerprint was = Fingerprint.of("Whole").with("names", Fingerprint.texts(List.of("a, b", "c")));
        Fingerprint now = Fingerprint.of("Whole").with("names", Fingerprint.texts(List.of("a, b", "d")));

        assertThat(now.changesSince(was)).containsExactly(new ChangedSetting(".Whole.names.2", "c", "d"));
    }

    @Test
    void of_another_kind_is_told_as_a_whole() {
        Whole other = new Whole(new Steps(40), 4, List.of(), Optional.of("a"));

        OtherSettingsException refused = new OtherSettingsException(
                "It was begun", ChangedSetting.between("run", WHOLE.toString(), other.toString()), "Begin anew.");

        assertThat(refused)
                .hasMessage("It was begun with other settings: kind was Epochs[count=40], now Steps[count=40];"
                        + " 1 was Steps[count=1], now none; target was none, now a. Begin anew.");
        assertThat(refused.told(new Flags())).startsWith("It was begun with other settings: --kind was");
    }

    private record Flags() implements SettingNames {
        @Override
        public String of(Setting setting) {
            return "--" + setting.word();
        }

        @Override
        public String of(ChangedSetting change) {
            return "--" + change.name();
        }
    }
}
