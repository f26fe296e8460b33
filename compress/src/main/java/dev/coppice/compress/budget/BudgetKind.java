package dev.coppice.compress.budget;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Kinds of budget: which cost is limited, and its unit. */
public enum BudgetKind {
    /** Time of one run, batch 1, in milliseconds. */
    LATENCY,
    /** Multiply-accumulates of one run. */
    MACS,
    /** Elements of all floating-point constants. */
    PARAMETERS,
    /** Bytes of the ONNX file; a kB is 1000 of them. */
    BYTES;

    /** Number of digits of an amount for people. */
    static final int DIGITS = 3;

    /**
     * A unit that people may write: 10^exponent of the kind's own unit.
     *
     * @param suffix text after the number; case does not matter
     * @param exponent power of ten
     */
    record Unit(String suffix, int exponent) {}

    /** The name in a written budget: {@code latency}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of this name, in any case; empty if there is none. */
    public static Optional<BudgetKind> named(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.id().equals(word.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** The names of all kinds for messages: {@code latency, macs, …}. */
    public static String names() {
        return Arrays.stream(values()).map(BudgetKind::id).collect(Collectors.joining(", "));
    }

    /** The units, smallest first. */
    List<Unit> units() {
        return switch (this) {
            case LATENCY -> List.of(new Unit("us", -3), new Unit("ms", 0), new Unit("s", 3));
            case MACS -> List.of(new Unit("k", 3), new Unit("M", 6), new Unit("G", 9), new Unit("T", 12));
            case PARAMETERS -> List.of(new Unit("k", 3), new Unit("M", 6), new Unit("G", 9));
            case BYTES -> List.of(new Unit("B", 0), new Unit("kB", 3), new Unit("MB", 6), new Unit("GB", 9));
        };
    }

    /** An amount for people, to three digits: {@code 15.2 ms}, {@code 3.41 GMAC}, {@code 250 k parameters}, {@code 1.5 MB}. */
    public String text(double amount) {
        BigDecimal rounded = new BigDecimal(amount, new MathContext(DIGITS));
        Unit unit = new Unit("", 0);
        for (Unit larger : units()) {
            boolean fits = rounded.compareTo(BigDecimal.ONE.scaleByPowerOfTen(larger.exponent())) >= 0;
            unit = this != LATENCY && fits ? larger : unit;
        }
        String digits =
                rounded.movePointLeft(unit.exponent()).stripTrailingZeros().toPlainString();
        return digits
                + switch (this) {
                    case LATENCY -> " ms";
                    case MACS -> " " + unit.suffix() + "MAC";
                    case PARAMETERS -> (unit.suffix().isEmpty() ? "" : " ") + unit.suffix() + " parameters";
                    case BYTES -> " " + unit.suffix();
                };
    }

    /** The names of the units for messages: {@code ms, s}. */
    String unitNames() {
        return units().stream().map(Unit::suffix).collect(Collectors.joining(", "));
    }
}
