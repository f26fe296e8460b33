package dev.coppice.eval.budget;

import dev.coppice.compress.budget.BudgetKind;
import dev.coppice.compress.budget.BudgetOutcome;
import dev.coppice.compress.budget.Frontier;
import dev.coppice.compress.budget.FrontierPoint;
import dev.coppice.compress.budget.KeptWidths;
import dev.coppice.models.measure.Drop;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** A table of a frontier: about a dozen rows, evenly spread in price. The chosen point is among them and marked. */
public final class FrontierTable {
    /** The mark in front of the chosen point. */
    public static final String MARK = "*";

    private static final int ROWS = 12;
    private static final String GAP = "  ";

    private final BudgetKind kind;
    private final Frontier frontier;
    private final FrontierPoint chosen;

    private FrontierTable(BudgetKind kind, BudgetOutcome outcome) {
        this.kind = kind;
        this.frontier = outcome.frontier();
        this.chosen = outcome.chosen();
    }

    /**
     * Rows of a table; the first holds the headings. Drops are in points. Without pictures the column shows the estimated
     * loss.
     */
    public static List<List<String>> rows(BudgetKind kind, BudgetOutcome outcome) {
        FrontierTable table = new FrontierTable(kind, outcome);
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "",
                kind.id(),
                "share",
                table.frontier.isMeasured() ? "drop before training" : "loss, estimated",
                "layers cut",
                "to",
                "grid"));
        table.points().forEach(point -> rows.add(table.row(point)));
        return rows;
    }

    /** The table as lines of plain text. */
    public static List<String> lines(BudgetKind kind, BudgetOutcome outcome) {
        List<List<String>> rows = rows(kind, outcome);
        int last = rows.get(0).size() - 1;
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < last; c++) {
                int column = c;
                int width = rows.stream()
                        .mapToInt(r -> r.get(column).length())
                        .max()
                        .orElse(0);
                line.append(" ".repeat(width - row.get(c).length()))
                        .append(row.get(c))
                        .append(GAP);
            }
            lines.add(line.append(row.get(last)).toString().stripTrailing());
        }
        return lines;
    }

    /**
     * The points to show, from the dearest: those nearest to a dozen prices, and the chosen one. The original is among the
     * candidates.
     */
    private List<FrontierPoint> points() {
        List<FrontierPoint> all = new ArrayList<>();
        all.add(frontier.original());
        all.addAll(frontier.points());
        double dearest = frontier.original().price();
        double step = (dearest - frontier.cheapest().price()) / (ROWS - 1);
        Set<Integer> nearest = new TreeSet<>();
        for (int i = 0; i < ROWS; i++) {
            nearest.add(nearest(all, dearest - i * step));
        }
        List<FrontierPoint> shown = new ArrayList<>();
        nearest.forEach(i -> shown.add(all.get(i)));
        shown.remove(chosen);
        shown.add(chosen);
        shown.sort(Comparator.comparingDouble(point -> -point.price()));
        return shown;
    }

    private static int nearest(List<FrontierPoint> all, double price) {
        int best = 0;
        for (int i = 1; i < all.size(); i++) {
            if (Math.abs(all.get(i).price() - price) < Math.abs(all.get(best).price() - price)) {
                best = i;
            }
        }
        return best;
    }

    private List<String> row(FrontierPoint point) {
        KeptWidths widths = point.widths();
        return List.of(
                point.equals(chosen) ? MARK : "",
                kind.text(point.price()),
                percent(frontier.share(point), 1),
                frontier.isMeasured()
                        ? Drop.text(frontier.drop(point), "")
                        : String.format(
                                Locale.ROOT,
                                "%.3f",
                                point.loss() - frontier.original().loss()),
                String.valueOf(widths.narrowed()),
                percent(widths.share(), 0),
                point.grid());
    }

    private static String percent(double share, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f %%", 100 * share);
    }
}
