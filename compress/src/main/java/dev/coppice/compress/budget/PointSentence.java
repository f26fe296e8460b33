package dev.coppice.compress.budget;

import dev.coppice.models.measure.Drop;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sentence that describes a point for people: {@code decoder on 1/8 of the grid, 34 layers to 55 % of their channels}. */
final class PointSentence {
    private PointSentence() {}

    /** What the point cuts. */
    static String what(FrontierPoint point) {
        KeptWidths widths = point.widths();
        String grid = point.truncation()
                .map(t -> t.region() + " on " + t.limit() + " of the grid")
                .orElse("");
        String layers = widths.narrowed() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%s to %.0f %% of %s channels",
                        widths.narrowed() == 1 ? "1 layer" : widths.narrowed() + " layers",
                        100 * widths.share(),
                        widths.narrowed() == 1 ? "its" : "their");
        String cut = grid.isEmpty() && layers.isEmpty() ? "nothing is cut" : "";
        String written =
                switch (point.writtenOut()) {
                    case 0 -> "";
                    case 1 -> "1 operator written in faster ones";
                    default -> point.writtenOut() + " operators written in faster ones";
                };
        return Stream.of(cut, grid, layers, written)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    /** Its predicted price and drop: {@code 15.2 ms and −1.3 points before training}; without pictures the price alone. */
    static String predicted(Frontier frontier, FrontierPoint point, BudgetKind kind) {
        String price = kind.text(point.price());
        double drop = frontier.drop(point);
        return Double.isNaN(drop) ? price : price + " and " + points(drop) + " points before training";
    }

    private static String points(double drop) {
        String size = String.format(Locale.ROOT, "%.1f", Math.abs(Drop.points(drop)));
        return "0.0".equals(size) ? "0.0" : (drop > 0 ? "−" : "+") + size;
    }
}
