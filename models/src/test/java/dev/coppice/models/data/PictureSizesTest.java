package dev.coppice.models.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.network.ChannelOrder;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.network.OutputKind;
import dev.coppice.models.network.OutputSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PictureSizesTest {
    private static final InputSpec INPUT =
            new InputSpec("x", List.of(8, 12), ChannelOrder.RGB, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

    @Test
    void says_nothing_where_every_picture_is_of_the_networks_size() {
        PictureSizes sizes = PictureSizes.of(new SyntheticScenes(1, 1, 2), "val");

        assertThat(sizes.counts()).containsExactly(Map.entry("192×256", 2));
        assertThat(sizes.resized(
                        card(new InputSpec("x", List.of(192, 256), ChannelOrder.RGB, INPUT.mean(), INPUT.std()))))
                .isEmpty();
    }

    @Test
    void names_the_most_frequent_other_sizes_first() {
        PictureSizes sizes = new PictureSizes("val", Map.of("8×12", 4, "9×9", 1, "5×5", 7, "6×6", 2, "7×7", 2));

        assertThat(sizes.resized(card(INPUT)))
                .contains(
                        "12 of 16 pictures of split 'val' are not 8×12 (height×width) but 5×5 (7), 6×6 (2), 7×7 (2) and 1"
                                + " other sizes: they are resized to what the network takes, and scored at the size of their"
                                + " labels.");
    }

    private static NetworkCard card(InputSpec input) {
        return new NetworkCard("n", input, new OutputSpec("y", OutputKind.LOGITS), List.of("a", "b"));
    }
}
