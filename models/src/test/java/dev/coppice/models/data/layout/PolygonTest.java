package dev.coppice.models.data.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PolygonTest {
    private static final int WIDTH = 23;
    private static final int HEIGHT = 17;

    /** A centre is inside if a ray to the left crosses an odd number of edges. */
    @Test
    void covers_the_pixels_whose_centre_is_inside() {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            float[] points = new float[2 * (3 + random.nextInt(9))];
            for (int p = 0; p < points.length; p++) {
                points[p] = random.nextFloat() * 30 - 4;
            }
            int[] covered = new int[WIDTH * HEIGHT];
            new Polygon(points).cover(WIDTH, HEIGHT, pixel -> covered[pixel]++);
            for (int pixel = 0; pixel < covered.length; pixel++) {
                int row = pixel / WIDTH;
                int column = pixel % WIDTH;
                boolean isInside = isInside(points, column + 0.5, row + 0.5);
                assertThat(covered[pixel]).isEqualTo(isInside ? 1 : 0);
            }
        }
    }

    private static boolean isInside(float[] points, double x, double y) {
        boolean inside = false;
        for (int i = 0; i < points.length; i += 2) {
            int j = (i + 2) % points.length;
            boolean crosses = (points[i + 1] <= y) != (points[j + 1] <= y);
            double at = points[i] + (y - points[i + 1]) / (points[j + 1] - points[i + 1]) * (points[j] - points[i]);
            inside ^= crosses && at < x;
        }
        return inside;
    }

    @Test
    void outlines_that_no_one_draws_are_refused_in_no_time() {
        float[] zigzag = new float[2 * Polygon.MOST_POINTS];
        for (int i = 0; i < Polygon.MOST_POINTS; i++) {
            zigzag[2 * i] = i % 4000;
            zigzag[2 * i + 1] = i % 2 * 4000;
        }
        Polygon box = new Polygon(0, 0, 4000, 0, 4000, 3000, 0, 3000);

        assertThatThrownBy(() -> Polygon.refuseCostly(List.of(new Polygon(zigzag)), 4000, 4000, "a.jpg"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("The 1 outlines of 'a.jpg' cross its 4000×4000 pixels (width×height) more often");
        assertThatThrownBy(() -> Polygon.refuseCostly(Collections.nCopies(10_000, box), 4000, 3000, "a.jpg"))
                .isInstanceOf(InvalidInputException.class);
        assertThatCode(() -> Polygon.refuseCostly(Collections.nCopies(80, box), 4000, 3000, "a.jpg"))
                .doesNotThrowAnyException();
    }
}
