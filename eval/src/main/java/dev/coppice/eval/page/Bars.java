package dev.coppice.eval.page;

import dev.coppice.eval.page.Html.Element;

/** Bars that stand beside their numbers in a table. They are for the eye alone, as the numbers say the same. */
public final class Bars {
    private Bars() {}

    /**
     * A bar before and one after, on one scale.
     *
     * @param most the value that fills the width
     */
    public static Html pair(double before, double after, double most) {
        return drawing().add(bar("before", 0, before, most), bar("after", 8, after, most));
    }

    /**
     * A bar to the right of the middle for a loss, to the left for a gain.
     *
     * @param most the loss or gain that fills a half
     */
    public static Html lost(double lost, double most) {
        double length = Double.isFinite(lost) && most > 0 ? 50 * Math.min(1, Math.abs(lost) / most) : 0;
        return drawing()
                .add(
                        Html.element("rect")
                                .of(lost > 0 ? "loss" : "gain")
                                .with("x", lost > 0 ? 50 : 50 - length)
                                .with("y", 2)
                                .with("width", length)
                                .with("height", 11),
                        Html.element("line")
                                .of("grid")
                                .with("x1", 50)
                                .with("x2", 50)
                                .with("y1", 0)
                                .with("y2", 15));
    }

    private static Element drawing() {
        return Html.element("svg")
                .of("bar")
                .with("viewBox", "0 0 100 15")
                .with("preserveAspectRatio", "none")
                .with("aria-hidden", "true");
    }

    private static Element bar(String kind, double top, double value, double most) {
        double length = Double.isFinite(value) && most > 0 ? 100 * Math.min(1, value / most) : 0;
        return Html.element("rect")
                .of(kind)
                .with("y", top)
                .with("width", length)
                .with("height", 7);
    }
}
