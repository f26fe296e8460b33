package dev.coppice.models.data;

import dev.coppice.models.graph.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A block of a volume at the volume's own scale, perhaps turned round along some axes. It may reach beyond the volume.
 *
 * @param begin first sample along each space axis
 * @param sizes samples along each space axis
 * @param flipped for each space axis, whether first and last are exchanged
 */
public record Patch(List<Integer> begin, List<Integer> sizes, List<Boolean> flipped) {
    private static final int AXES = 3;

    public Patch {
        begin = List.copyOf(begin);
        sizes = List.copyOf(sizes);
        flipped = List.copyOf(flipped);
    }

    /** A block that is not turned round. */
    public static Patch at(List<Integer> begin, List<Integer> sizes) {
        return new Patch(begin, sizes, sizes.stream().map(size -> false).toList());
    }

    /** The block of some sizes in the middle of a volume. */
    public static Patch centred(Shape space, List<Integer> sizes) {
        List<Integer> begin = new ArrayList<>();
        for (int axis = 0; axis < sizes.size(); axis++) {
            begin.add(Math.floorDiv(space.size(axis) - sizes.get(axis), 2));
        }
        return at(begin, sizes);
    }

    /** The sample of the volume at each of a number of places along an axis; it may lie beyond the volume. */
    private int[] places(int axis, int count) {
        int[] places = new int[count];
        for (int i = 0; i < count; i++) {
            int from = flipped.get(axis) ? count - 1 - i : i;
            places[i] = begin.get(axis) + (int) ((from + 0.5) * sizes.get(axis) / count);
        }
        return places;
    }

    /**
     * Positions in a volume of what a grid on this block shows.
     *
     * @param space sizes of the volume
     * @param grid samples of the grid along each space axis
     * @return the position of each sample of the grid in C order; −1 beyond the volume
     */
    public int[] positions(Shape space, List<Integer> grid) {
        int[][] places = new int[AXES][];
        int[] sizes = new int[AXES];
        int missing = AXES - grid.size();
        for (int axis = 0; axis < AXES; axis++) {
            boolean has = axis >= missing;
            places[axis] = has ? places(axis - missing, grid.get(axis - missing)) : new int[1];
            sizes[axis] = has ? space.size(axis - missing) : 1;
        }
        int[] positions = new int[places[0].length * places[1].length * places[2].length];
        int at = 0;
        for (int z : places[0]) {
            for (int y : places[1]) {
                boolean inside = within(z, sizes[0]) && within(y, sizes[1]);
                int row = (z * sizes[1] + y) * sizes[2];
                for (int x : places[2]) {
                    positions[at++] = inside && within(x, sizes[2]) ? row + x : -1;
                }
            }
        }
        return positions;
    }

    private static boolean within(int at, int size) {
        return at >= 0 && at < size;
    }

    /** Writes the numbers of this block to a place of a batch: (value − mean) / std, 0 beyond the volume. */
    public void fill(Volume volume, List<Double> mean, List<Double> std, float[] batch, int index) {
        int[] positions = positions(volume.space(), sizes);
        int plane = Math.toIntExact(volume.space().elements());
        int first = index * volume.channels() * positions.length;
        for (int c = 0; c < volume.channels(); c++) {
            double centre = mean.get(c);
            double scale = std.get(c);
            int to = first + c * positions.length;
            for (int i = 0; i < positions.length; i++) {
                int from = positions[i];
                batch[to + i] = from < 0 ? 0 : (float) ((volume.values()[c * plane + from] - centre) / scale);
            }
        }
    }

    /** The labels that a grid on this block shows, in C order; −1 beyond the volume. */
    public short[] seen(VolumeSample sample, List<Integer> grid) {
        int[] positions = positions(sample.volume().space(), grid);
        short[] seen = new short[positions.length];
        int width = sample.labels().width();
        for (int i = 0; i < seen.length; i++) {
            int from = positions[i];
            seen[i] = (short) (from < 0 ? -1 : sample.labels().at(from % width, from / width));
        }
        return seen;
    }
}
