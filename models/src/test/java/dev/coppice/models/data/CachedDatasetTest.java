package dev.coppice.models.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CachedDatasetTest {
    private static final long SCENE = 4L * SyntheticScenes.WIDTH * SyntheticScenes.HEIGHT;

    @Test
    void keeps_samples_up_to_its_bound() {
        Dataset cached = CachedDataset.of(SyntheticScenes.of(5), SCENE);

        Sample first = cached.sample("val", "scene00000");
        Sample second = cached.sample("val", "scene00001");

        assertThat(cached.sample("val", "scene00000")).isSameAs(first);
        assertThat(cached.sample("val", "scene00001")).isNotSameAs(second).isEqualTo(second);
    }
}
