package dev.coppice.eval.page;

/** Numbers on a ground that is deeper where they are larger. */
public final class Heat {
    private static final int LEVELS = 6;

    private Heat() {}

    /**
     * A number of a table.
     *
     * @param share how deep its ground is, in [0, 1]; NaN for none
     */
    public static Html cell(String text, double share) {
        long level = Double.isNaN(share) ? 0 : Math.round(LEVELS * Math.max(0, Math.min(1, share)));
        return Html.element("span", text).of("heat h" + level);
    }
}
