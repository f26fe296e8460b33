package dev.coppice.eval.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.models.data.BlockCounts;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Oracle 7: blocks mislabel about P·M/4 pixels along a boundary of length P. */
class ClassBoundariesTest {
    /** Rounding of quotients of whole numbers. */
    private static final double ROUNDING = 1e-12;

    @ParameterizedTest(name = "M = {0}")
    @ValueSource(ints = {2, 4, 6, 8, 16})
    void an_axis_aligned_edge_at_any_offset_is_a_quarter_of_a_block_off(int side) {
        int height = 5 * side;
        int width = 3 * side;
        long wrong = 0;
        for (int offset = 0; offset < side; offset++) {
            wrong += mislabelled(halves(width, height, side + offset), side);
        }

        double kappa = (double) wrong / side / ((double) height * side);

        assertThat(kappa).isCloseTo(0.25, within(ROUNDING));
        assertThat(ClassBoundaries.depth(side, 0)).isEqualTo(side / 4.0);
    }

    @ParameterizedTest(name = "M = {0}")
    @ValueSource(ints = {1, 3, 5, 7})
    void odd_blocks_are_off_by_their_mean_depth_in_whole_pixels(int side) {
        int height = 4 * side;
        long wrong = 0;
        for (int offset = 0; offset < side; offset++) {
            wrong += mislabelled(halves(3 * side, height, side + offset), side);
        }

        assertThat((double) wrong / side / height).isCloseTo(ClassBoundaries.depth(side, 0), within(ROUNDING));
    }

    @Test
    void averaged_over_angles_it_is_nearly_as_much() {
        int size = 1024;
        int side = 32; // fine enough that pixels are not seen, coarse enough that many blocks are crossed
        int angles = 48;
        double sum = 0;
        for (int i = 0; i < angles; i++) {
            double angle = Math.PI * (i + 0.5) / angles;
            double length = chord(size, angle);
            sum += mislabelled(tilted(size, angle), side) / (length * side);
        }

        // spectral.md §4: .246 ± .02
        assertThat(sum / angles).isCloseTo(0.246, offset(0.02));
    }

    @Test
    void the_length_of_a_disc_is_its_circumference() {
        int radius = 200;
        ClassBoundaries boundaries = new ClassBoundaries(2);
        boundaries.add(disc(512, radius, 0, 0));

        // 8·r steps between pixels, and π/4 of that is 2πr, up to rounding to whole pixels
        assertThat(boundaries.length(1, 8)).isCloseTo(2 * Math.PI * radius, within(0.01 * 2 * Math.PI * radius));
        assertThat(boundaries.length(8)).isEqualTo(boundaries.length(1, 8));
        assertThat(boundaries.area(1)).isCloseTo(Math.round(Math.PI * radius * radius), within(200L));
    }

    /** The law holds for the mean over places. A single disc of a few blocks' radius has only one place in the grid. */
    @ParameterizedTest(name = "M = {0}")
    @ValueSource(ints = {4, 8, 16, 32})
    void the_closed_form_foretells_discs(int side) {
        RandomStream random = RandomStream.of(side);
        double measured = 0;
        double foretold = 0;
        for (int i = 0; i < 24; i++) {
            LabelMap disc = disc(512, 150, random.between(-16, 16), random.between(-16, 16));
            ClassBoundaries boundaries = new ClassBoundaries(2);
            boundaries.add(disc);
            measured += 1 - iou(disc, BlockCounts.of(disc, side, 2).hard(255));
            foretold += 1 - boundaries.iou(1, side);
        }

        // κ differs from ¼ by up to 8 % over angles, and a disc's boundary is all angles
        assertThat(foretold).isCloseTo(measured, within(0.08 * measured));
    }

    private static double iou(LabelMap labels, LabelMap others) {
        long both = 0;
        long either = 0;
        for (int y = 0; y < labels.height(); y++) {
            for (int x = 0; x < labels.width(); x++) {
                boolean labelled = labels.at(x, y) != 255;
                boolean one = labels.at(x, y) == 1;
                boolean other = labelled && others.at(x, y) == 1;
                both += one && other ? 1 : 0;
                either += one || other ? 1 : 0;
            }
        }
        return (double) both / either;
    }

    @Test
    void a_line_through_void_into_another_class_crosses_their_boundary_once() {
        ClassBoundaries boundaries = new ClassBoundaries(2);

        boundaries.add(LabelMap.of(4, 1, new byte[] {0, (byte) 255, (byte) 255, 1}));

        assertThat(boundaries.length(8)).isEqualTo(Math.PI / 4);
        assertThat(boundaries.length(3)).as("no block of 3 holds both").isZero();
        assertThat(boundaries.area(0)).isEqualTo(1);
        assertThat(boundaries.meanIou(3)).isEqualTo(1);
        assertThat(boundaries.meanIou(8)).isLessThan(1);
    }

    @Test
    void void_at_the_edge_or_within_one_class_parts_nothing() {
        ClassBoundaries boundaries = new ClassBoundaries(2);

        boundaries.add(LabelMap.of(6, 1, new byte[] {(byte) 255, 1, (byte) 255, 1, 1, (byte) 255}));

        assertThat(boundaries.length(8)).isZero();
        assertThat(boundaries.meanIou(8)).isEqualTo(1);
    }

    @ParameterizedTest(name = "M = {0}, {1} pixels of void")
    @CsvSource({"8,1", "8,2", "8,5", "7,2", "16,5", "8,7", "4,5"})
    void an_edge_along_void_is_off_by_its_mean_depth(int side, int voids) {
        int height = 4 * side;
        long wrong = 0;
        for (int offset = 0; offset < side; offset++) {
            LabelMap labels = halves(4 * side, height, side + offset);
            wrong += mislabelled(withVoid(labels, side + offset, side + offset + voids), side);
        }

        double depth = voids < side ? ClassBoundaries.depth(side, voids) : 0;
        assertThat((double) wrong / side / height).isCloseTo(depth, within(ROUNDING));
    }

    @Test
    void discs_with_a_void_border_have_the_boundary_of_discs_without() {
        int radius = 100;
        int border = 5; // as wide as PASCAL VOC's
        ClassBoundaries plain = new ClassBoundaries(2);
        ClassBoundaries bordered = new ClassBoundaries(2);
        plain.add(disc(512, radius, 0, 0));
        bordered.add(ring(512, radius, border));

        // half the border, 2.5 % of the radius, hides rows and columns that graze the disc; others meet more void than
        // a
        // block is wide
        assertThat(bordered.length(32)).isCloseTo(plain.length(32), within(0.04 * plain.length(32)));
        assertThat(bordered.length(16)).isCloseTo(plain.length(16), within(0.10 * plain.length(16)));
    }

    /** The law of discs also holds if void lies along their boundary. */
    @ParameterizedTest(name = "M = {0}")
    @ValueSource(ints = {16, 32})
    void the_closed_form_foretells_discs_with_a_void_border(int side) {
        RandomStream random = RandomStream.of(side);
        double measured = 0;
        double foretold = 0;
        for (int i = 0; i < 24; i++) {
            LabelMap disc = ring(512, 150, 5, random.between(-16, 16), random.between(-16, 16));
            ClassBoundaries boundaries = new ClassBoundaries(2);
            boundaries.add(disc);
            measured += 1 - iou(disc, BlockCounts.of(disc, side, 2).hard(255));
            foretold += 1 - boundaries.iou(1, side);
        }

        // along slanted lines void is wider than across the boundary, so fewer pixels are predicted
        assertThat(foretold).isCloseTo(measured, within(0.25 * measured));
    }

    private static LabelMap ring(int size, double radius, double border) {
        return ring(size, radius, border, 0, 0);
    }

    /** A disc with void of a width along its boundary, half of it inside. */
    private static LabelMap ring(int size, double radius, double border, double right, double down) {
        LabelMap inner = disc(size, radius - border / 2, right, down);
        LabelMap outer = disc(size, radius + border / 2, right, down);
        byte[] values = new byte[size * size];
        for (int i = 0; i < values.length; i++) {
            int x = i % size;
            int y = i / size;
            values[i] = (byte) (inner.at(x, y) == outer.at(x, y) ? inner.at(x, y) : 255);
        }
        return LabelMap.of(size, size, values);
    }

    private static LabelMap withVoid(LabelMap labels, int from, int to) {
        byte[] values = new byte[labels.width() * labels.height()];
        for (int i = 0; i < values.length; i++) {
            int x = i % labels.width();
            values[i] = (byte) (x >= from && x < to ? 255 : labels.at(x, i / labels.width()));
        }
        return LabelMap.of(labels.width(), labels.height(), values);
    }

    private static long mislabelled(LabelMap labels, int side) {
        LabelMap blocks = BlockCounts.of(labels, side, 2).hard(255);
        long wrong = 0;
        for (int y = 0; y < labels.height(); y++) {
            for (int x = 0; x < labels.width(); x++) {
                wrong += labels.at(x, y) == 255 || labels.at(x, y) == blocks.at(x, y) ? 0 : 1;
            }
        }
        return wrong;
    }

    /** Class 1 from a column on. */
    private static LabelMap halves(int width, int height, int edge) {
        byte[] values = new byte[width * height];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (i % width < edge ? 0 : 1);
        }
        return LabelMap.of(width, height, values);
    }

    /** Class 1 on one side of a line, which passes a point near the middle that is no block's corner. */
    private static LabelMap tilted(int size, double angle) {
        byte[] values = new byte[size * size];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (side(i % size + 0.5, Math.floorDiv(i, size) + 0.5, size, angle) > 0 ? 1 : 0);
        }
        return LabelMap.of(size, size, values);
    }

    private static double side(double x, double y, int size, double angle) {
        return (x - size / 2.0 - 5.3) * Math.cos(angle) + (y - size / 2.0 - 7.7) * Math.sin(angle);
    }

    /** The length of the line within the picture, found by walking along it. */
    private static double chord(int size, double angle) {
        double step = 0.01;
        long inside = 0;
        for (double t = -size; t < size; t += step) {
            double x = size / 2.0 + 5.3 - t * Math.sin(angle);
            double y = size / 2.0 + 7.7 + t * Math.cos(angle);
            inside += x >= 0 && y >= 0 && x < size && y < size ? 1 : 0;
        }
        return inside * step;
    }

    /** Class 1 within a radius of a point off the middle. */
    private static LabelMap disc(int size, double radius, double right, double down) {
        byte[] values = new byte[size * size];
        for (int i = 0; i < values.length; i++) {
            double x = i % size + 0.5 - size / 2.0 - right;
            double y = Math.floorDiv(i, size) + 0.5 - size / 2.0 - down;
            values[i] = (byte) (Math.hypot(x, y) < radius ? 1 : 0);
        }
        return LabelMap.of(size, size, values);
    }
}
