package dev.coppice.compress.budget;

import dev.coppice.models.measure.Drop;
import dev.coppice.models.measure.Metric;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Frontier: every trade of accuracy for price that a search found. Each point is cheaper than the one before.
 *
 * @param original the network before the search
 * @param points points in falling order of price; none where nothing saves any
 * @param grids measurements of each grid candidate before any channel was chosen
 * @param dropped moves that could not be measured
 */
public record Frontier(
        FrontierPoint original, List<FrontierPoint> points, List<GridReading> grids, List<DroppedMove> dropped) {
    private static final MathContext DIGITS = new MathContext(6);

    public Frontier {
        points = List.copyOf(points);
        grids = List.copyOf(grids);
        dropped = List.copyOf(dropped);
    }

    /** The cheapest point; the original where there is none. */
    public FrontierPoint cheapest() {
        return points.isEmpty() ? original : points.get(points.size() - 1);
    }

    /** The index of the first point that costs at most this; of the last point if none does. */
    int after(double price) {
        int index = 0;
        while (index < points.size() - 1 && points.get(index).price() > price) {
            index++;
        }
        return index;
    }

    /** The point's price as a share of the original's. */
    public double share(FrontierPoint point) {
        return point.price() / original.price();
    }

    /** Whether accuracies were measured on pictures. */
    public boolean isMeasured() {
        return !Double.isNaN(original.accuracy());
    }

    /** The drop from the original's accuracy, in [0, 1]; NaN without pictures. */
    public double drop(FrontierPoint point) {
        return Drop.of(original.accuracy(), point.accuracy());
    }

    /**
     * Rows for a table or a file: the headings, the original, then every point. Shares, accuracies and drops are in [0,
     * 1]. A cell is empty where nothing was measured.
     *
     * @param metric measure of the accuracies, which names their column
     */
    public List<List<String>> rows(Metric metric) {
        List<List<String>> rows = new ArrayList<>();
        String accuracy = metric.key().toLowerCase(Locale.ROOT);
        rows.add(List.of("index", "grid", "price", "share", "loss", accuracy, "drop", "what"));
        rows.add(row("original", original));
        points.forEach(point -> rows.add(row(Integer.toString(point.index()), point)));
        return rows;
    }

    private List<String> row(String index, FrontierPoint point) {
        return List.of(
                index,
                point.grid(),
                number(point.price()),
                number(share(point)),
                number(point.loss()),
                number(point.accuracy()),
                number(drop(point)),
                PointSentence.what(point));
    }

    private static String number(double value) {
        return Double.isNaN(value)
                ? ""
                : new BigDecimal(value, DIGITS).stripTrailingZeros().toPlainString();
    }
}
