package dev.coppice.export.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RandomFeedsTest {
    private static final Tensor PICTURE = Tensor.floats(Shape.of(1, 3, 4, 6), new float[72]);

    private static TensorInfo input(String name, ElementType type, int... sizes) {
        return new TensorInfo(
                name,
                type,
                Arrays.stream(sizes)
                        .mapToObj(size -> size < 0 ? Dimension.open("any" + size) : Dimension.of(size))
                        .toList());
    }

    private static Tensor fed(TensorInfo other) {
        TensorInfo image = input("image", ElementType.FLOAT, 1, 3, 4, 6);
        Map<String, Tensor> feeds = RandomFeeds.beside(PICTURE, List.of(image, other), Map.of());

        assertThat(feeds).containsOnlyKeys("image", other.name()).containsEntry("image", PICTURE);
        return Objects.requireNonNull(feeds.get(other.name()));
    }

    @Test
    void the_picture_goes_where_its_shape_fits() {
        TensorInfo small = input("small", ElementType.FLOAT, 1, 3, 2, 2);
        TensorInfo open = input("open", ElementType.FLOAT, 1, 3, -1, -2);

        Map<String, Tensor> feeds = RandomFeeds.beside(PICTURE, List.of(small, open), Map.of());

        assertThat(feeds.get("open")).isSameAs(PICTURE);
        assertThat(Objects.requireNonNull(feeds.get("small")).shape()).isEqualTo(Shape.of(1, 3, 2, 2));
    }

    @Test
    void numbers_are_normal_and_factors_lie_between_0_and_1() {
        double[] maps = fed(input("map", ElementType.FLOAT, 1, 8, 100)).toDoubles();
        double[] factors = fed(input("factors", ElementType.FLOAT, 800)).toDoubles();

        assertThat(Arrays.stream(maps)).anyMatch(value -> value < -1).anyMatch(value -> value > 1);
        assertThat(Arrays.stream(factors)).allMatch(value -> value >= 0 && value < 1);
    }

    @Test
    void halves_are_fed_in_single_precision() {
        assertThat(fed(input("half", ElementType.FLOAT16, 2, 2)).type()).isEqualTo(ElementType.FLOAT);
    }

    @Test
    void bytes_of_an_image_span_all_of_them_and_other_integers_are_0_or_1() {
        long[] bytes = fed(input("mask", ElementType.UINT8, 1, 1, 40, 40)).toLongs();
        long[] tokens = fed(input("tokens", ElementType.INT64, 1, 50)).toLongs();
        long[] truths = fed(input("truths", ElementType.BOOL, 5, 10)).toLongs();

        assertThat(Arrays.stream(bytes)).anyMatch(value -> value > 200).allMatch(value -> value < 256);
        assertThat(tokens).containsOnly(0, 1);
        assertThat(truths).containsOnly(0, 1);
    }

    @Test
    void what_may_be_a_size_is_1() {
        assertThat(fed(input("size", ElementType.INT32, 3)).toLongs()).containsOnly(1);
        assertThat(fed(input("on", ElementType.BOOL)).toLongs()).containsOnly(1);
    }

    @Test
    void the_same_names_get_the_same_values() {
        TensorInfo other = input("other", ElementType.FLOAT, 2, 3);

        assertThat(fed(other)).isEqualTo(fed(other));
    }
}
