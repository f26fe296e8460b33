package dev.coppice.eval.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Numbers as pages show them. A missing number is a dash. */
public final class Numbers {
    /** What stands where there is no number. */
    public static final String MISSING = "–";

    /** How much closer than wanted the marks of an axis may be, as a step of 1, 2 or 5 is rarely what divides a range. */
    private static final double LEAST = 0.7;

    private static final MathContext DIGITS = new MathContext(3);

    private Numbers() {}

    /** An amount to three digits with its prefix: {@code 13.7 G}, {@code 512}, {@code 4.35 M}. */
    public static String amount(double value) {
        if (!Double.isFinite(value)) {
            return MISSING;
        }
        if (Math.abs(value) < 1000) {
            return digits(value);
        }
        double size = Math.abs(value);
        double unit = size < 1e6 ? 1e3 : size < 1e9 ? 1e6 : size < 1e12 ? 1e9 : 1e12;
        String prefix = unit == 1e3 ? "k" : unit == 1e6 ? "M" : unit == 1e9 ? "G" : "T";
        return digits(value / unit) + " " + prefix;
    }

    /** A number of bytes in decimal steps: {@code 34.6 kB}. */
    public static String bytes(double value) {
        String text = amount(value);
        return text.equals(MISSING) ? text : text + (Math.abs(value) < 1000 ? " B" : "B");
    }

    /** A number to three digits, without an exponent. */
    public static String digits(double value) {
        return Double.isFinite(value)
                ? strip(new BigDecimal(value).round(DIGITS).toPlainString())
                : MISSING;
    }

    /** Milliseconds to three digits, and whole ones in full: {@code 0.042}, {@code 8.04}, {@code 40.0}, {@code 1955}. */
    public static String milliseconds(double value) {
        return decimals(value, value < 0.9995 ? 3 : value < 9.995 ? 2 : value < 99.95 ? 1 : 0);
    }

    /** A number with a fixed count of decimals. */
    public static String decimals(double value, int decimals) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + decimals + "f", value) : MISSING;
    }

    /** A share of 1 in per cent. */
    public static String percent(double share, int decimals) {
        return Double.isFinite(share) ? decimals(100 * share, decimals) + " %" : MISSING;
    }

    /** A place or a size in a drawing. */
    static String plain(double value) {
        return strip(BigDecimal.valueOf(Double.isFinite(value) ? value : 0)
                .setScale(2, RoundingMode.HALF_UP)
                .toPlainString());
    }

    private static String strip(String number) {
        if (!number.contains(".")) {
            return number;
        }
        String stripped = number.replaceAll("0+$", "").replaceAll("\\.$", "");
        return stripped.equals("-0") ? "0" : stripped;
    }

    /**
     * A mark of an axis.
     *
     * @param text the value with as many decimals as its axis needs
     */
    record Tick(double value, String text) {}

    /** Round numbers within a range, about as many as wanted. */
    static List<Tick> ticks(double low, double high, int wanted) {
        return ticks(low, high, wanted, step(LEAST * (high - low) / wanted));
    }

    /** Whole numbers within a range, about as many as wanted. */
    static List<Tick> wholeTicks(double low, double high, int wanted) {
        return ticks(low, high, wanted, Math.max(1, step(LEAST * (high - low) / wanted)));
    }

    /** The smallest of 1, 2 and 5 times a power of ten that is no smaller than a number. */
    private static double step(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = power;
        for (double factor : new double[] {2, 5, 10}) {
            if (step < rough) {
                step = factor * power;
            }
        }
        return step;
    }

    private static List<Tick> ticks(double low, double high, int wanted, double step) {
        int decimals = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
        List<Tick> ticks = new ArrayList<>();
        long first = (long) Math.ceil(low / step - 1e-9);
        for (long i = first; i * step <= high + 1e-9 * step && ticks.size() < 2 * wanted + 2; i++) {
            ticks.add(new Tick(i * step, decimals(i * step, decimals)));
        }
        return ticks;
    }

    /** Powers of ten within a range of exponents; doublings where the range is short. */
    static List<Tick> powers(double low, double high, int wanted) {
        double base = high - low < 2 ? Math.log10(2) : Math.max(1, Math.ceil((high - low) / (2 * wanted)));
        List<Tick> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / base); i * base <= high && ticks.size() < 2 * wanted + 2; i++) {
            double value = Math.pow(10, i * base);
            ticks.add(new Tick(
                    value, value >= 1e-3 && value < 1e6 ? digits(value) : String.format(Locale.ROOT, "%.0e", value)));
        }
        return ticks;
    }
}
