package dev.coppice.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SyntheticScenesTest {
    private final SyntheticScenes scenes = SyntheticScenes.of(1);

    @Test
    void a_scene_is_a_function_of_seed_split_and_index() {
        Sample first = scenes.sample("val", "scene00003");

        assertThat(SyntheticScenes.of(1).sample("val", "scene00003")).isEqualTo(first);
        assertThat(scenes.sample("train", "scene00003").image()).isNotEqualTo(first.image());
        assertThat(scenes.sample("val", "scene00004").image()).isNotEqualTo(first.image());
        assertThat(SyntheticScenes.of(2).sample("val", "scene00003").image()).isNotEqualTo(first.image());
    }

    /** The bundled network was trained on exactly these pixels. A change of the drawing requires a new training. */
    @Test
    void scenes_are_drawn_the_same_on_every_platform() {
        Sample scene = scenes.sample("val", "scene00000");

        assertThat(scene.image().hashCode()).isEqualTo(-1366755543);
        assertThat(scene.labels().hashCode()).isEqualTo(856334171);
    }

    @Test
    void every_class_occurs_and_thin_things_are_rare() {
        long[] pixels = DatasetCheck.classPixels(new SyntheticScenes(1, 12, 12), "val");

        assertThat(scenes.classes())
                .containsExactly("sky", "road", "pavement", "building", "tree", "car", "pole", "sign");
        assertThat(Arrays.stream(pixels)).allMatch(p -> p > 0);
        long all = 12L * SyntheticScenes.WIDTH * SyntheticScenes.HEIGHT;
        assertThat((double) pixels[6] / all).isBetween(0.002, 0.03);
        assertThat((double) pixels[7] / all).isBetween(0.001, 0.02);
    }

    @Test
    void splits_have_the_sizes_asked_for() {
        assertThat(scenes.splits()).containsExactly("train", "val");
        assertThat(scenes.names("train")).hasSize(400).startsWith("scene00000").endsWith("scene00399");
        assertThat(scenes.names("val")).hasSize(60);
        assertThat(scenes.ignore()).isEmpty();
    }

    @Test
    void refuses_unknown_splits_and_samples() {
        assertThatThrownBy(() -> scenes.names("test"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no split 'test'. Their splits are [train, val]");
        assertThatThrownBy(() -> scenes.sample("val", "scene00060"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has no 'scene00060'; it has scene00000 to scene00059");
        assertThatThrownBy(() -> new SyntheticScenes(1, 0, 5)).isInstanceOf(InvalidInputException.class);
    }
}
