package dev.coppice.models.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.TensorInfo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InputShapesTest {
    private static final TensorInfo IMAGE =
            info("image", ElementType.FLOAT, open("N"), Dimension.of(3), open("H"), open("W"));

    private static Dimension open(String symbol) {
        return Dimension.open(symbol);
    }

    private static TensorInfo info(String name, ElementType type, Dimension... axes) {
        return new TensorInfo(name, type, List.of(axes));
    }

    @Test
    void the_image_is_the_first_map_of_numbers_or_bytes() {
        TensorInfo ids = info("ids", ElementType.INT64, open("N"), open("L"), open("A"), open("B"));
        TensorInfo list = info("list", ElementType.FLOAT, open("N"));
        TensorInfo bytes = info("bytes", ElementType.UINT8, open("N"), open("H"), open("W"), Dimension.of(3));

        assertThat(InputShapes.image(List.of(ids, list, bytes, IMAGE))).isEqualTo(bytes);
        assertThat(InputShapes.image(List.of(list, IMAGE))).isEqualTo(IMAGE);
        assertThat(InputShapes.image(List.of(list, ids))).isEqualTo(list);
    }

    @Test
    void an_axis_of_one_symbol_has_one_size() {
        TensorInfo mask = info("mask", ElementType.FLOAT, open("N"), open("W"), Dimension.of(7));

        assertThat(InputShapes.of(List.of(mask, IMAGE), Map.of("image", Shape.of(2, 3, 8, 12))))
                .isEqualTo(Map.of("mask", Shape.of(2, 12, 7), "image", Shape.of(2, 3, 8, 12)));
    }

    @Test
    void other_open_axes_follow_an_input_of_the_same_rank_or_are_one() {
        TensorInfo second = info("second", ElementType.FLOAT, open("M"), Dimension.of(4), open("A"), open("B"));
        TensorInfo state = info("state", ElementType.FLOAT, open("M"), open("L"));

        assertThat(InputShapes.of(List.of(IMAGE, second, state), Map.of("image", Shape.of(2, 3, 8, 12))))
                .isEqualTo(Map.of(
                        "image", Shape.of(2, 3, 8, 12), "second", Shape.of(2, 4, 8, 12), "state", Shape.of(2, 1)));
    }
}
