package dev.coppice.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.TinyVolumes;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatchTest {
    /** 2×3×4 voxels that hold their positions, and labels of position mod 2. */
    private static final VolumeSample COUNTED = counted(2, 3, 4);

    @Test
    void a_block_shows_its_samples_in_order() {
        Patch patch = Patch.at(List.of(1, 0, 1), List.of(1, 2, 3));

        assertThat(patch.positions(Shape.of(2, 3, 4), patch.sizes())).containsExactly(13, 14, 15, 17, 18, 19);
        assertThat(patch.seen(COUNTED, patch.sizes())).containsExactly(new short[] {1, 0, 1, 1, 0, 1});
    }

    @Test
    void flipped_axes_are_read_backwards() {
        Patch patch = new Patch(List.of(0, 1, 0), List.of(1, 2, 2), List.of(false, true, true));

        assertThat(patch.positions(Shape.of(2, 3, 4), patch.sizes())).containsExactly(9, 8, 5, 4);
    }

    @Test
    void beyond_the_volume_numbers_are_0_and_labels_unknown() {
        Patch patch = Patch.centred(Shape.of(2, 3, 4), List.of(2, 3, 6));
        float[] batch = new float[2 * 36];

        patch.fill(COUNTED.volume(), List.of(1.0), List.of(2.0), batch, 1);

        assertThat(patch.begin()).containsExactly(0, 0, -1);
        assertThat(batch[36]).isZero();
        assertThat(batch[37]).isEqualTo(-0.5f);
        assertThat(batch[40]).isEqualTo(1);
        assertThat(batch[41]).isZero();
        assertThat(patch.seen(COUNTED, patch.sizes())[0]).isEqualTo((short) -1);
    }

    @Test
    void a_coarser_grid_takes_the_nearest_samples() {
        Patch whole = Patch.at(List.of(0), List.of(6));

        assertThat(whole.positions(Shape.of(6), List.of(3))).containsExactly(1, 3, 5);
        assertThat(whole.positions(Shape.of(6), List.of(12))).containsExactly(0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5);
    }

    @Test
    void a_network_reads_the_block_in_the_middle() {
        TinyVolumes data = new TinyVolumes(List.of(10), 1);
        NetworkInputs inputs = NetworkInputs.of(TinyVolumes.network(1, 8).card(), data);
        VolumeSample sample = data.volume("val", "v0");
        float[] values = new float[8];

        inputs.fill("val", "v0", values, 0);

        assertThat(values[0]).isEqualTo(sample.volume().values()[1]);
        assertThat(inputs.seen("val", "v0", Shape.of(1, 2, 8))[7])
                .isEqualTo((short) sample.labels().at(8, 0));
    }

    @Test
    void data_of_another_kind_are_refused() {
        TinyVolumes data = new TinyVolumes(List.of(8, 8, 8), 1);

        assertThatThrownBy(() -> NetworkInputs.require(TinyVolumes.network(1, 8).card(), data, "val"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Volume 'v0' has 1 channels of 8×8×8, and the network reads 1 channels of 8 (length). Take"
                        + " data of this kind, or correct the card's mean, std and sizes.");
        assertThatThrownBy(() -> new VolumeSample("v", COUNTED.volume(), LabelMap.of(2, 2, new byte[4])))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Volume(2, Shape.of(3), new float[5])).isInstanceOf(IllegalArgumentException.class);
    }

    private static VolumeSample counted(int... sizes) {
        Shape space = Shape.of(sizes);
        float[] values = new float[(int) space.elements()];
        byte[] labels = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
            labels[i] = (byte) (i % 2);
        }
        LabelMap map = LabelMap.of(space.size(-1), values.length / space.size(-1), labels);
        return new VolumeSample("counted", new Volume(1, space, values), map);
    }
}
