package dev.coppice.models.onnx.fold;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static dev.coppice.models.onnx.fold.Computed.longs;
import static dev.coppice.models.onnx.fold.Computed.operators;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import org.junit.jupiter.api.Test;

class ScattersTest {
    private static final int HEIGHT = 4;
    private static final int WIDTH = 5;

    /** A map of 4×5 into which something is written. */
    private static NetworkBuilder map() {
        return NetworkBuilder.over(HEIGHT, WIDTH)
                .integers("first", 0, 1)
                .node("ReduceMax", "map", Attributes.NONE.with("keepdims", 0), IMAGE, "first");
    }

    private static Graph written(Tensor at, Tensor part) {
        return map().constant("at", at)
                .constant("part", part)
                .node("ScatterND", "y", "map", "at", "part")
                .graph("y");
    }

    /** The grid of some rows and columns, in this order. */
    private static Tensor grid(long[] rows, long... columns) {
        long[] grid = new long[rows.length * columns.length * 2];
        for (int i = 0; i < grid.length / 2; i++) {
            grid[2 * i] = rows[i / columns.length];
            grid[2 * i + 1] = columns[i % columns.length];
        }
        return Tensor.longs(Shape.of(rows.length, columns.length, 2), grid);
    }

    private static long[] of(long... values) {
        return values;
    }

    /** The numbers of the map, and in the given window the negative ones of the part. */
    private static float[] expected(int top, int bottom, int left, int right) {
        float[] expected = new float[HEIGHT * WIDTH];
        int next = 0;
        for (int i = 0; i < expected.length; i++) {
            boolean inside = i / WIDTH >= top && i / WIDTH < bottom && i % WIDTH >= left && i % WIDTH < right;
            expected[i] = inside ? -1 - next++ : i;
        }
        return expected;
    }

    private static Tensor part(int... sizes) {
        Tensor rising = Computed.rising(sizes);
        float[] values = rising.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] = -1 - values[i];
        }
        return Tensor.floats(rising.shape(), values);
    }

    /** The map's numbers are 0 to 19. */
    private static Tensor image() {
        return Computed.rising(1, 1, HEIGHT, WIDTH);
    }

    @Test
    void a_window_is_written_between_what_is_around_it() {
        Graph graph = Scatters.simplify(written(grid(of(1, 2), 1, 2, 3), part(2, 3)));

        assertThat(operators(graph)).doesNotContain("ScatterND").contains("Slice", "Concat");
        assertThat(graph.node("y").inputs()).containsExactly("y/before0", "y/assigned0", "y/behind0");
        assertThat(graph.node("y/assigned0").inputs()).containsExactly("y/before1", "part", "y/behind1");
        assertThat(graph.node("y").attributes().integer("axis", -1)).isZero();
        assertThat(graph.node("y/assigned0").attributes().integer("axis", -1)).isEqualTo(1);
        assertThat(Computed.output(graph, image())).isEqualTo(expected(1, 3, 1, 4));
    }

    @Test
    void the_first_rows_leave_the_ones_behind() {
        Graph graph = Scatters.simplify(written(grid(of(0, 1), 0, 1, 2, 3, 4), part(2, 5)));

        assertThat(operators(graph)).containsExactly("ReduceMax", "Slice", "Concat");
        assertThat(graph.node("y").inputs()).containsExactly("part", "y/behind0");
        assertThat(longs(graph, "y/behind0/start")).containsExactly(2);
        assertThat(longs(graph, "y/behind0/end")).containsExactly(HEIGHT);
        assertThat(longs(graph, "y/behind0/axis")).containsExactly(0);
        assertThat(Computed.output(graph, image())).isEqualTo(expected(0, 2, 0, 5));
    }

    @Test
    void the_last_columns_leave_the_ones_before() {
        Graph graph = Scatters.simplify(written(grid(of(0, 1, 2, 3), 3, 4), part(4, 2)));

        assertThat(operators(graph)).containsExactly("ReduceMax", "Slice", "Concat");
        assertThat(graph.node("y").inputs()).containsExactly("y/before0", "part");
        assertThat(longs(graph, "y/before0/axis")).containsExactly(1);
        assertThat(Computed.output(graph, image())).isEqualTo(expected(0, 4, 3, 5));
    }

    private static void assertStays(Graph graph) {
        assertThat(Scatters.simplify(graph)).isSameAs(graph);
    }

    @Test
    void rows_in_another_order_stay() {
        assertStays(written(grid(of(2, 1), 1, 2, 3), part(2, 3)));
    }

    @Test
    void rows_apart_stay() {
        assertStays(written(grid(of(0, 2), 1, 2, 3), part(2, 3)));
    }

    @Test
    void rows_counted_from_the_end_stay() {
        assertStays(written(grid(of(-2, -1), 1, 2, 3), part(2, 3)));
    }

    @Test
    void columns_that_depend_on_the_row_stay() {
        assertStays(written(Tensor.longs(Shape.of(2, 2, 2), 1, 0, 1, 1, 2, 1, 2, 2), part(2, 2)));
    }

    @Test
    void whole_rows_by_number_are_a_range_too() {
        Graph graph = Scatters.simplify(written(Tensor.longs(Shape.of(2, 1), 1, 2), part(2, 5)));

        assertThat(graph.node("y").inputs()).containsExactly("y/before0", "part", "y/behind0");
        assertThat(Computed.output(graph, image())).isEqualTo(expected(1, 3, 0, 5));
    }

    @Test
    void a_map_that_is_written_as_a_whole_stays() {
        assertStays(written(grid(of(0, 1, 2, 3), 0, 1, 2, 3, 4), part(4, 5)));
    }

    @Test
    void a_sum_with_what_is_there_stays() {
        assertStays(map().constant("at", grid(of(1, 2), 1, 2, 3))
                .constant("part", part(2, 3))
                .node("ScatterND", "y", Attributes.NONE.with("reduction", "add"), "map", "at", "part")
                .graph("y"));
    }

    @Test
    void a_node_whose_names_are_taken_stays() {
        assertStays(map().constant("at", grid(of(1, 2), 1, 2, 3))
                .constant("y/part", part(2, 3))
                .node("ScatterND", "y", "map", "at", "y/part")
                .graph("y"));
    }

    @Test
    void positions_that_only_running_tells_stay() {
        assertStays(map().constant("part", part(2, 3))
                .constant("grid", grid(of(1, 2), 1, 2, 3))
                .integers("second", 1)
                .node("Cast", "whole", Attributes.NONE.with("to", 7), "map")
                .node("ReduceMin", "least", Attributes.NONE.with("keepdims", 0), "whole")
                .node("Add", "at", "grid", "least")
                .node("ScatterND", "y", "map", "at", "part")
                .graph("y"));
    }

    @Test
    void the_first_image_of_a_batch_leaves_the_others() {
        Graph graph = Scatters.simplify(NetworkBuilder.random(HEIGHT, WIDTH, 1)
                .constant("at", Tensor.longs(Shape.of(1, 1), 0))
                .constant("part", part(1, 3, HEIGHT, WIDTH))
                .node("ScatterND", "y", IMAGE, "at", "part")
                .graph("y"));

        assertThat(graph.node("y").inputs()).containsExactly("part", "y/behind0");
        assertThat(Computed.output(graph, Computed.rising(2, 3, HEIGHT, WIDTH)))
                .startsWith(-1, -2)
                .endsWith(2 * 3 * HEIGHT * WIDTH - 1);
    }

    /** Writes into rows 1 and 2 of every image, as PyTorch's exporter does. */
    private static NetworkBuilder rowsOfAll() {
        return NetworkBuilder.over(HEIGHT, WIDTH)
                .constant("zero", Tensor.longs(Shape.SCALAR, 0))
                .constant("one", Tensor.longs(Shape.SCALAR, 1))
                .constant("first", Tensor.longs(Shape.SCALAR, 0))
                .integers("sizes", 3, 2, WIDTH)
                .integers("behind", 1, 2, 3)
                .integers("last", -1)
                .integers("front", 0)
                .node("Shape", "shape", IMAGE)
                .node("Gather", "n", "shape", "first")
                .node("Unsqueeze", "batch", "n", "front")
                .node("Concat", "grid", Attributes.NONE.with("axis", 0), "batch", "sizes")
                .node("Range", "images", "zero", "n", "one")
                .node("Unsqueeze", "images4", "images", "behind")
                .constant("channels", Tensor.longs(Shape.of(3, 1, 1), 0, 1, 2))
                .constant("rows", Tensor.longs(Shape.of(2, 1), 1, 2))
                .constant("columns", Tensor.longs(Shape.of(WIDTH), 0, 1, 2, 3, 4))
                .node("Expand", "at0", "images4", "grid")
                .node("Expand", "at1", "channels", "grid")
                .node("Expand", "at2", "rows", "grid")
                .node("Expand", "at3", "columns", "grid")
                .node("Unsqueeze", "a0", "at0", "last")
                .node("Unsqueeze", "a1", "at1", "last")
                .node("Unsqueeze", "a2", "at2", "last")
                .node("Unsqueeze", "a3", "at3", "last")
                .node("Concat", "at", Attributes.NONE.with("axis", -1), "a0", "a1", "a2", "a3")
                .integers("start", 0)
                .integers("end", 2)
                .integers("axis", 2)
                .node("Slice", "part", IMAGE, "start", "end", "axis");
    }

    @Test
    void rows_of_all_images_of_a_batch_are_one_range() {
        Graph graph = Scatters.simplify(
                rowsOfAll().node("ScatterND", "y", IMAGE, "at", "part").graph("y"));

        assertThat(operators(graph)).containsExactlyInAnyOrder("Slice", "Slice", "Slice", "Concat");
        assertThat(graph.node("y").attributes().integer("axis", -1)).isEqualTo(2);
        float[] image = Computed.rising(2, 3, HEIGHT, WIDTH).toFloats();
        float[] y = Computed.output(graph, Computed.rising(2, 3, HEIGHT, WIDTH));
        for (int i = 0; i < y.length; i++) {
            int row = i / WIDTH % HEIGHT;
            assertThat(y[i]).isEqualTo(row == 1 || row == 2 ? image[i - WIDTH] : image[i]);
        }
    }

    /** Writes every column of an image of open size but the last from the one behind it, as PyTorch's exporter does. */
    private static NetworkBuilder movedColumns() {
        NetworkBuilder open = NetworkBuilder.random(HEIGHT, WIDTH, 1)
                .constant("zero", Tensor.longs(Shape.SCALAR, 0))
                .constant("one", Tensor.longs(Shape.SCALAR, 1))
                .integers("start", 0)
                .integers("second", 1)
                .integers("end", -1)
                .integers("all", Long.MAX_VALUE)
                .integers("axis", 3)
                .integers("last", -1)
                .integers("behind0", 1, 2, 3)
                .integers("behind1", 1, 2)
                .integers("behind2", 1)
                .node("Shape", "shape", IMAGE);
        for (int axis = 0; axis < 4; axis++) {
            open.constant("axis" + axis, Tensor.longs(Shape.SCALAR, axis))
                    .node("Gather", "size" + axis, "shape", "axis" + axis)
                    .node("Range", "range" + axis, "zero", "size" + axis, "one");
        }
        open.node("Slice", "at3", "range3", "start", "end", "start");
        for (int axis = 0; axis < 3; axis++) {
            open.node("Unsqueeze", "at" + axis, "range" + axis, "behind" + axis);
        }
        open.node("Sum", "grid", "at0", "at1", "at2", "at3").node("Shape", "sizes", "grid");
        for (int axis = 0; axis < 4; axis++) {
            open.node("Expand", "whole" + axis, "at" + axis, "sizes")
                    .node("Unsqueeze", "number" + axis, "whole" + axis, "last");
        }
        return open.node("Concat", "at", Attributes.NONE.with("axis", -1), "number0", "number1", "number2", "number3")
                .node("Slice", "part", IMAGE, "second", "all", "axis")
                .node("Reshape", "shaped", "part", "sizes");
    }

    @Test
    void all_columns_but_the_last_are_a_range_of_images_of_any_size() {
        Graph graph = Scatters.simplify(
                movedColumns().node("ScatterND", "y", IMAGE, "at", "shaped").graph("y"));

        assertThat(graph.node("y").inputs()).containsExactly("part", "y/behind0");
        assertThat(longs(graph, "y/behind0/start")).containsExactly(-1);
        int width = WIDTH + 2;
        float[] y = Computed.output(graph, Computed.rising(2, 3, HEIGHT + 1, width));
        for (int i = 0; i < y.length; i++) {
            assertThat(y[i]).isEqualTo(i % width == width - 1 ? i : i + 1);
        }
    }

    @Test
    void a_turned_grid_stays() {
        NetworkBuilder turned = map().integers("behind", 1, 2)
                .integers("front", 0)
                .integers("grid", 2, 2, 1)
                .constant("rows", Tensor.longs(Shape.of(2, 1), 1, 2))
                .integers("columns", 1, 2)
                .node("Unsqueeze", "r", "rows", "front")
                .node("Unsqueeze", "c", "columns", "behind")
                .node("Expand", "at0", "r", "grid")
                .node("Expand", "at1", "c", "grid")
                .node("Concat", "at", Attributes.NONE.with("axis", -1), "at0", "at1")
                .constant("part", part(2, 2))
                .node("ScatterND", "y", "map", "at", "part");

        assertStays(turned.graph("y"));
    }

    /** As in the masks of shifted windows: zeros into whose ranges numbers are written. */
    @Test
    void ranges_written_into_constants_are_constants() {
        Graph graph = Scatters.simplify(map().constant("zeros", Tensor.floats(Shape.of(HEIGHT, WIDTH), new float[20]))
                .constant("at", grid(of(1, 2), 1, 2, 3))
                .constant("part", part(2, 3))
                .node("ScatterND", "written", "zeros", "at", "part")
                .node("Add", "y", "map", "written")
                .graph("y"));

        assertThat(operators(graph)).containsExactly("ReduceMax", "Add");
        float[] expected = new float[HEIGHT * WIDTH];
        float[] written = expected(1, 3, 1, 4);
        for (int i = 0; i < expected.length; i++) {
            expected[i] = written[i] < 0 ? written[i] : 0;
        }
        assertThat(graph.constant("written").orElseThrow().toFloats()).isEqualTo(expected);
    }
}
