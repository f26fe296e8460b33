package dev.coppice.eval.report;

import dev.coppice.eval.page.Evenly;
import dev.coppice.eval.page.Html;
import dev.coppice.eval.page.Numbers;
import dev.coppice.eval.page.Plot;
import dev.coppice.models.measure.Drop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A planner's frontier as a plot: price against loss, one series for each grid, and the chosen point. */
final class FrontierHtml {
    /** Points that a plot shows; of more, evenly spread ones. */
    private static final int MOST = 400;

    private FrontierHtml() {}

    static Html plot(Planned planned) {
        String loss = planned.measuresDrop() ? "drop before training, points" : "loss, estimated from weights";
        Map<String, List<Plot.Point>> byGrid = new LinkedHashMap<>();
        List<FrontierDot> dots = planned.dots();
        Evenly.chosen(dots, MOST).forEach(dot -> byGrid.computeIfAbsent(grid(dot), grid -> new ArrayList<>())
                .add(point(dot, planned.measuresDrop(), "")));
        List<Plot.Series> series = new ArrayList<>();
        byGrid.forEach((grid, points) -> series.add(new Plot.Series(grid, Plot.Style.DOTS, points)));
        series.add(new Plot.Series(
                "chosen",
                Plot.Style.MARKS,
                dots.stream()
                        .filter(FrontierDot::chosen)
                        .map(dot -> point(dot, planned.measuresDrop(), "chosen, " + dot.price()))
                        .toList()));
        return new Plot(
                        "Trades found before training: price against loss",
                        new Plot.Axis("price, % of the original's"),
                        new Plot.Axis(loss),
                        series)
                .draw();
    }

    private static String grid(FrontierDot dot) {
        return dot.grid().equals("none") ? "own grid" : dot.grid();
    }

    private static Plot.Point point(FrontierDot dot, boolean measured, String tag) {
        String loss = measured
                ? Drop.text(dot.loss(), Numbers.MISSING) + " points lost before training"
                : "estimated loss " + Numbers.decimals(dot.loss(), 3);
        return new Plot.Point(
                100 * dot.share(),
                measured ? Drop.points(dot.loss()) : dot.loss(),
                tag,
                dot.price() + " (" + Numbers.percent(dot.share(), 1) + "), " + grid(dot) + ": " + loss,
                "");
    }
}
