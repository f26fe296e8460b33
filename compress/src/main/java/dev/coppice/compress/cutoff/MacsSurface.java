package dev.coppice.compress.cutoff;

import dev.coppice.models.resample.Grid;
import java.util.Arrays;

/**
 * Surface of the share of MACs that a truncation leaves, as a function of its limits for height and width. It is planned
 * at the grids 1/16, 1/8, … 1 of each axis and linear in both between them. It never falls where a limit grows: where a
 * finer grid is cheaper (whole cells are averaged more cheaply), the cost of the coarser one still counts.
 */
final class MacsSurface {
    /** The limits that are planned, ascending. */
    static final double[] KNOTS = {1 / 16.0, 1 / 8.0, 1 / 4.0, 1 / 2.0, 1};

    private final double[][] shares;

    private MacsSurface(double[][] shares) {
        this.shares = shares;
    }

    static MacsSurface of(LimitCosts costs) {
        double[][] shares = new double[KNOTS.length][KNOTS.length];
        for (int i = 0; i < KNOTS.length; i++) {
            for (int j = 0; j < KNOTS.length; j++) {
                Grid limit = new Grid(1, (int) (1 / KNOTS[i]), 1, (int) (1 / KNOTS[j]));
                double below = Math.max(i > 0 ? shares[i - 1][j] : 0, j > 0 ? shares[i][j - 1] : 0);
                shares[i][j] = Math.max(below, costs.of(limit));
            }
        }
        return new MacsSurface(shares);
    }

    /** The MACs at these limits as a share of the original's. */
    double share(Cutoffs at) {
        int i = cell(at.height());
        int j = cell(at.width());
        double u = (at.height() - KNOTS[i]) / (KNOTS[i + 1] - KNOTS[i]);
        double v = (at.width() - KNOTS[j]) / (KNOTS[j + 1] - KNOTS[j]);
        return (1 - u) * ((1 - v) * shares[i][j] + v * shares[i][j + 1])
                + u * ((1 - v) * shares[i + 1][j] + v * shares[i + 1][j + 1]);
    }

    /** ∂share/∂height and ∂share/∂width. At a knot they are those of the coarser side, where a penalty leads. */
    Cutoffs slope(Cutoffs at) {
        int i = cell(at.height());
        int j = cell(at.width());
        double u = (at.height() - KNOTS[i]) / (KNOTS[i + 1] - KNOTS[i]);
        double v = (at.width() - KNOTS[j]) / (KNOTS[j + 1] - KNOTS[j]);
        double height = (1 - v) * (shares[i + 1][j] - shares[i][j]) + v * (shares[i + 1][j + 1] - shares[i][j + 1]);
        double width = (1 - u) * (shares[i][j + 1] - shares[i][j]) + u * (shares[i + 1][j + 1] - shares[i + 1][j]);
        return new Cutoffs(height / (KNOTS[i + 1] - KNOTS[i]), width / (KNOTS[j + 1] - KNOTS[j]));
    }

    private static int cell(double limit) {
        int at = Arrays.binarySearch(KNOTS, limit);
        int above = at >= 0 ? at : -at - 1;
        return Math.max(0, Math.min(KNOTS.length - 2, above - 1));
    }
}
