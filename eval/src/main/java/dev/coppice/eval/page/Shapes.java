package dev.coppice.eval.page;

/** Shapes of a plot as paths of SVG. Those of points tell series apart without colours. */
final class Shapes {
    private static final double HALF_BAR = 5;

    private Shapes() {}

    /** The shape of a series' points around the origin. */
    static String point(int number, double r) {
        String a = Numbers.plain(r);
        String b = Numbers.plain(2 * r);
        String c = Numbers.plain(1.3 * r);
        return switch (number % 6) {
            case 0 -> "M-" + a + " 0a" + a + " " + a + " 0 1 0 " + b + " 0a" + a + " " + a + " 0 1 0 -" + b + " 0";
            case 1 -> "M-" + a + " -" + a + "h" + b + "v" + b + "h-" + b + "z";
            case 2 -> "M0 -" + c + "L" + c + " 0L0 " + c + "L-" + c + " 0z";
            case 3 -> "M0 -" + c + "L" + c + " " + a + "L-" + c + " " + a + "z";
            case 4 -> "M0 " + c + "L" + c + " -" + a + "L-" + c + " -" + a + "z";
            default -> cross(r);
        };
    }

    private static String cross(double r) {
        String half = Numbers.plain(0.4 * r);
        String arm = Numbers.plain(0.6 * r);
        String width = Numbers.plain(0.8 * r);
        return "M-" + Numbers.plain(r) + " -" + half + "h" + arm + "v-" + arm + "h" + width + "v" + arm + "h" + arm
                + "v" + width + "h-" + arm + "v" + arm + "h-" + width + "v-" + arm + "h-" + arm + "z";
    }

    /** An upright bar with a short line at each end. */
    static String bar(double x, double from, double to) {
        String left = Numbers.plain(x - HALF_BAR);
        String width = "h" + Numbers.plain(2 * HALF_BAR);
        String low = Numbers.plain(from);
        String high = Numbers.plain(to);
        return "M" + left + " " + low + width + "M" + left + " " + high + width + "M" + Numbers.plain(x) + " " + low
                + "V" + high;
    }
}
