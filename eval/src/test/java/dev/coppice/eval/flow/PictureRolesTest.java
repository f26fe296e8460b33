package dev.coppice.eval.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.DatasetIdentity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureRolesTest {
    private static PictureRoles of(String... splits) {
        return PictureRoles.of(new TinyStreets(List.of("road", "sky"), List.of(splits)));
    }

    @ParameterizedTest(name = "{0}, measured on {1}")
    @CsvSource({
        "train val, val, val",
        "train val test, val, val",
        "train val test, test, val",
        "train test, test, test",
        "train val, train, val"
    })
    void without_being_asked_val_chooses_or_what_is_measured(String splits, String measured, String expected) {
        PictureRoles roles = of(splits.split(" ")).withMeasured(measured);

        assertThat(roles.selection()).isEqualTo(expected);
        assertThat(roles.chosen().isOnMeasured()).isEqualTo(measured.equals(expected));
        assertThatCode(() -> roles.check(true)).doesNotThrowAnyException();
    }

    @Test
    void a_split_that_is_asked_for_chooses() {
        PictureRoles roles = of("train", "val", "test").withSelection("test");

        assertThat(roles.selection()).isEqualTo("test");
        assertThat(roles.measured()).isEqualTo("val");
        assertThat(roles.used(true)).containsExactly("val", "test", "train");
        assertThat(roles.used(false)).containsExactly("val");
    }

    @Test
    void what_is_held_out_chooses_and_is_not_trained_on() {
        PictureRoles roles = of("train", "val").withHoldout(0.25);

        assertThat(roles.chosen().images()).isEqualTo(1);
        assertThat(roles.chosen().measuredImages()).isEqualTo(4);
        assertThat(roles.data().names("train")).containsExactly("a", "b", "d");
        assertThat(roles.chosen().sentence())
                .isEqualTo("The best weights were chosen on split 'held-out' (1 picture) and accuracy is measured on"
                        + " other pictures, split 'val' (4).");
    }

    @Test
    void the_same_pictures_are_warned_of() {
        assertThat(of("train", "val").chosen().sentence())
                .isEqualTo("The best weights were chosen on the very pictures that accuracy is measured on, split 'val'"
                        + " (4): accuracy on unseen data may be lower. Choosing on another split, or on held-out training"
                        + " pictures, would show how much lower.");
    }

    @Test
    void who_chooses_is_part_of_what_a_run_is_known_by() {
        PictureRoles same = of("train", "val", "test");
        PictureRoles other = same.withSelection("test");
        PictureRoles held = same.withHoldout(0.25);

        assertThat(identity(same, true)).endsWith(", selection=the pictures measured on");
        assertThat(identity(other, true)).endsWith(", selection=" + DatasetIdentity.of(same.data(), "test"));
        assertThat(identity(held, true))
                .contains(", training=" + DatasetIdentity.of(held.data(), "train"))
                .endsWith(", selection=" + DatasetIdentity.of(held.data(), "held-out"));
        assertThat(identity(held, true)).isNotEqualTo(identity(same.withHoldout(0.5), true));
        assertThat(identity(other, false)).isEqualTo(identity(same, false));
        assertThat(identity(held, false))
                .isEqualTo(identity(same, false) + ", training=" + DatasetIdentity.of(held.data(), "train"));
    }

    @Test
    void training_pictures_do_not_choose() {
        assertThatThrownBy(() -> of("train", "val").withSelection("train").check(true))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Weights are to be chosen on split 'train', which is what they are trained on. Choose on"
                        + " another of [train, val], or hold a share of the training pictures out.");
    }

    @Test
    void a_split_that_does_not_exist_is_refused_before_the_work() {
        assertThatThrownBy(() -> of("train", "val").withSelection("dev").check(true))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("There is no split 'dev', only [train, val]");
    }

    /** The settings that the roles add, without the closing bracket. */
    private static String identity(PictureRoles pictures, boolean trains) {
        return pictures.added(Fingerprint.of("Pictures"), trains).text().replaceFirst("]$", "");
    }
}
