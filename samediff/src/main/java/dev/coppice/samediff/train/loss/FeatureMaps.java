package dev.coppice.samediff.train.loss;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.ResampleMatrix;
import dev.coppice.models.resample.Resampling;
import dev.coppice.models.shape.Shapes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Common feature maps of a teacher and its student: the last maps before each change of the teacher's resolution, and logits
 * before a resize. The student may have fewer channels and a coarser grid, as only attention is compared, see
 * {@link AttentionTransfer}.
 */
public final class FeatureMaps {
    private static final int MAP_RANK = 4;

    private final List<Pair> pairs;

    private record Pair(String tensor, Shape student, Shape teacher) {}

    private FeatureMaps(List<Pair> pairs) {
        this.pairs = List.copyOf(pairs);
    }

    /**
     * The common feature maps of two networks at the size of a training batch.
     *
     * @param images shape of the batch, N×C×H×W
     * @throws InvalidInputException if there are none
     */
    public static FeatureMaps of(Network teacher, Network student, Shape images) {
        if (images.rank() != MAP_RANK) {
            throw new InvalidInputException(
                    names -> "Distillation by features compares maps with height and width, and network '"
                            + student.card().name() + "' reads " + images + ". Take "
                            + names.of(Setting.DISTILLATION) + " pixels"
                            + (student.card().isClassifier() ? "." : " or channels."));
        }
        Shapes theirs = shapes(teacher, images);
        Shapes ours = shapes(student, images);
        List<Pair> pairs = teacher.graph().nodes().stream()
                .flatMap(node -> node.outputs().stream())
                .filter(tensor -> endsStage(teacher.graph(), theirs, tensor))
                .filter(tensor -> student.graph().producer(tensor).isPresent() && isMap(ours, tensor))
                .map(tensor -> new Pair(tensor, ours.of(tensor), theirs.of(tensor)))
                .toList();
        if (pairs.isEmpty()) {
            throw new InvalidInputException(
                    names -> "Networks '" + teacher.card().name() + "' and '"
                            + student.card().name()
                            + "' have no feature map in common at which the resolution changes. Take "
                            + names.of(Setting.DISTILLATION) + " pixels"
                            + (student.card().isClassifier() ? "." : " or channels."));
        }
        return new FeatureMaps(pairs);
    }

    private static Shapes shapes(Network network, Shape images) {
        return network.shapes(images);
    }

    private static boolean endsStage(Graph graph, Shapes shapes, String tensor) {
        return !tensor.isEmpty()
                && isMap(shapes, tensor)
                && graph.uses(tensor).stream()
                        .map(Graph.Use::node)
                        .map(Node::output)
                        .anyMatch(result -> isMap(shapes, result)
                                && !pixels(shapes.of(result)).equals(pixels(shapes.of(tensor))));
    }

    /** Whether a tensor is a map with more than one pixel. */
    private static boolean isMap(Shapes shapes, String tensor) {
        Shape shape = shapes.of(tensor);
        return shape.rank() == MAP_RANK && shape.size(2) * shape.size(3) > 1;
    }

    private static Shape pixels(Shape maps) {
        return Shape.of(maps.size(2), maps.size(3));
    }

    /** The names of the maps, in the order of computing. */
    public List<String> tensors() {
        return pairs.stream().map(Pair::tensor).toList();
    }

    /** The part of the loss in the student's graph. */
    public AttentionTransfer attention(double weight) {
        return new AttentionTransfer(
                pairs.stream()
                        .map(pair -> new AttentionTransfer.Maps(pair.tensor(), picture(pair.student())))
                        .toList(),
                weight);
    }

    private static Shape picture(Shape maps) {
        return Shape.of(maps.size(1), maps.size(2), maps.size(3));
    }

    /**
     * The teacher's attention maps of norm 1 on the student's grids, by area averages; 0 if the map is 0.
     *
     * @param maps the teacher's values of {@link #tensors}, N×C×h×w in C order
     * @return attention maps N×h×w
     */
    public List<float[]> wanted(Map<String, float[]> maps) {
        return pairs.stream()
                .map(pair -> wanted(pair, Objects.requireNonNull(maps.get(pair.tensor()), pair.tensor())))
                .toList();
    }

    private static float[] wanted(Pair pair, float[] values) {
        Shape to = pair.student();
        int pixels = to.size(2) * to.size(3);
        float[] wanted = new float[to.size(0) * pixels];
        double[][] rows = ResampleMatrix.exact(Resampling.AREA, pair.teacher().size(2), to.size(2));
        double[][] columns =
                ResampleMatrix.exact(Resampling.AREA, pair.teacher().size(3), to.size(3));
        IntStream.range(0, to.size(0)).parallel().forEach(n -> {
            double[][] coarse = resampled(energy(values, pair.teacher(), n), rows, columns);
            double norm = norm(coarse);
            for (int p = 0; p < pixels && norm > 0; p++) {
                wanted[n * pixels + p] = (float) (coarse[p / to.size(3)][p % to.size(3)] / norm);
            }
        });
        return wanted;
    }

    /** The sum of squares over channels. A factor does not matter, as the norm removes it. */
    private static double[][] energy(float[] values, Shape shape, int picture) {
        double[][] energy = new double[shape.size(2)][shape.size(3)];
        int first = picture * shape.size(1) * shape.size(2) * shape.size(3);
        for (int c = 0; c < shape.size(1); c++) {
            for (double[] row : energy) {
                for (int x = 0; x < row.length; x++) {
                    double value = values[first + x];
                    row[x] += value * value;
                }
                first += row.length;
            }
        }
        return energy;
    }

    private static double[][] resampled(double[][] map, double[][] vertical, double[][] horizontal) {
        int columns = map[0].length;
        int height = vertical.length;
        int width = horizontal.length;
        if (map.length == height && columns == width) {
            return map;
        }
        double[][] between = new double[height][columns];
        double[][] result = new double[height][width];
        for (int y = 0; y < height; y++) {
            for (int i = 0; i < map.length; i++) {
                for (int x = 0; x < columns; x++) {
                    between[y][x] += vertical[y][i] * map[i][x];
                }
            }
            for (int x = 0; x < width; x++) {
                for (int j = 0; j < columns; j++) {
                    result[y][x] += horizontal[x][j] * between[y][j];
                }
            }
        }
        return result;
    }

    private static double norm(double[][] map) {
        double sum = 0;
        for (double[] row : map) {
            for (double value : row) {
                sum += value * value;
            }
        }
        return Math.sqrt(sum);
    }
}
