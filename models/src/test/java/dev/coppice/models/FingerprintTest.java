package dev.coppice.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private enum Kind {
        SLOW
    }

    private static final Fingerprint WHOLE = Fingerprint.of("Whole")
            .with("length", Fingerprint.of("Epochs").with("count", 40))
            .with("rate", 1e-3)
            .with("mirror", true)
            .with("kind", Kind.SLOW)
            .with("name", "street")
            .with("none", Fingerprint.of("None"))
            .with("grids", Fingerprint.texts(List.of("1/2", "1/4x1/8")))
            .with("target", Fingerprint.optional(Optional.of(Fingerprint.word("SOFT"))))
            .with("teacher", Fingerprint.optional(Optional.empty()));

    @Test
    void is_its_settings_in_their_order() {
        assertThat(WHOLE.text())
                .isEqualTo(
                        "Whole[length=Epochs[count=40], rate=0.001, mirror=true, kind=SLOW, name=street, none=None[],"
                                + " grids=[1/2, 1/4x1/8], target=Optional[SOFT], teacher=Optional.empty]");
        assertThat(WHOLE.hash()).isEqualTo("d24057dda9dd769c");
    }

    @Test
    void texts_that_could_be_taken_for_others_are_quoted() {
        assertThat(Fingerprint.texts(List.of("a, b"))).isNotEqualTo(Fingerprint.texts(List.of("a", "b")));
        assertThat(Fingerprint.of("A").with("b", "c, d=e"))
                .isNotEqualTo(Fingerprint.of("A").with("b", "c").with("d", "e"));
        assertThat(Fingerprint.texts(List.of("a, \"b"))).isEqualTo(new Fingerprint("[\"a, \\\"b\"]"));
    }

    @Test
    void numbers_stand_by_their_names() {
        assertThat(Fingerprint.named(new TreeMap<>(Map.of("sky", 2.0, "a, b", 1.0)))
                        .text())
                .isEqualTo("{\"a, b\"=1.0, sky=2.0}");
    }

    @Test
    void tells_what_differs() {
        Fingerprint now =
                Fingerprint.of("Whole").with("length", Fingerprint.of("Epochs").with("count", 20));
        Fingerprint before =
                Fingerprint.of("Whole").with("length", Fingerprint.of("Epochs").with("count", 40));

        assertThat(now.changesSince(before))
                .containsExactly(new ChangedSetting(".Whole.length.Epochs.count", "40", "20"));
        assertThat(now.changesSince(now)).isEmpty();
    }

    @Test
    void a_word_takes_no_settings() {
        assertThatThrownBy(() -> Fingerprint.word("decoder").with("a", 1)).isInstanceOf(IllegalStateException.class);
    }
}
