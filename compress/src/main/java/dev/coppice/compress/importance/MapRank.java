package dev.coppice.compress.importance;

import dev.coppice.models.Fingerprint;
import dev.coppice.models.measure.GradientSource;

/**
 * How much a channel's map says that its other rows do not: s = E[rank of the map as a matrix] (Lin et al., HRank, CVPR 2020).
 * A rank is the number of pivots of Gaussian elimination above what floats round to. Signals that are no maps, or of one
 * row or column, are scored as {@link MeanActivation}: a rank tells them apart by nothing.
 *
 * @param calibration the pictures
 */
public record MapRank(GradientSource calibration) implements SignalCriterion {
    /** What a float rounds to, relative to it. */
    private static final double ROUNDING = Math.ulp(1f);

    @Override
    public String id() {
        return "hrank";
    }

    @Override
    public Fingerprint fingerprint() {
        return Fingerprint.of("MapRank").with("calibration", calibration.fingerprint());
    }

    @Override
    public double[] scores(Signal signal, float[] values) {
        if (!signal.isMaps()) {
            return new MeanActivation(calibration).scores(signal, values);
        }
        double[] ranks = new double[signal.channels()];
        for (int c = 0; c < ranks.length; c++) {
            ranks[c] = rank(map(signal, values, c));
        }
        return ranks;
    }

    private static double[][] map(Signal signal, float[] values, int channel) {
        double[][] map = new double[signal.shape().size(2)][signal.shape().size(3)];
        int at = channel * signal.inner();
        for (double[] row : map) {
            for (int x = 0; x < row.length; x++) {
                row[x] = values[at++];
            }
        }
        return map;
    }

    /** Elimination in place, the largest element of all that is left as the pivot. */
    private static int rank(double[][] map) {
        int most = Math.min(map.length, map[0].length);
        double smallest = 0;
        for (int rank = 0; rank < most; rank++) {
            double pivot = Math.abs(bringLargestTo(map, rank));
            if (rank == 0) {
                smallest = pivot * ROUNDING * Math.max(map.length, map[0].length);
            }
            if (pivot <= smallest) {
                return rank;
            }
            eliminate(map, rank);
        }
        return most;
    }

    /** Swaps rows and columns from this one on until their largest element stands on the diagonal. */
    private static double bringLargestTo(double[][] map, int corner) {
        int row = corner;
        int column = corner;
        for (int y = corner; y < map.length; y++) {
            for (int x = corner; x < map[y].length; x++) {
                if (Math.abs(map[y][x]) > Math.abs(map[row][column])) {
                    row = y;
                    column = x;
                }
            }
        }
        double[] swapped = map[row];
        map[row] = map[corner];
        map[corner] = swapped;
        for (double[] any : map) {
            double value = any[column];
            any[column] = any[corner];
            any[corner] = value;
        }
        return map[corner][corner];
    }

    private static void eliminate(double[][] map, int corner) {
        double[] pivot = map[corner];
        for (int y = corner + 1; y < map.length; y++) {
            double factor = map[y][corner] / pivot[corner];
            for (int x = corner; x < pivot.length; x++) {
                map[y][x] -= factor * pivot[x];
            }
        }
    }
}
