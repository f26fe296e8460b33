package dev.coppice.compress.budget;

import dev.coppice.models.InvalidInputException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/**
 * Budget: an upper limit on one cost of a network.
 *
 * @param kind which cost
 * @param amount the limit, absolute, relative to the original, or a step on the way down to the cheapest network
 */
public record Budget(BudgetKind kind, Amount amount) {
    /** Amount of a budget: absolute, in the unit of its kind, or relative to what a search starts and ends with. */
    public sealed interface Amount {
        /**
         * The limit in the unit of the kind.
         *
         * @param original price of the original
         * @param cheapest price of the cheapest network that a search finds; asked for only if it is needed
         */
        double limit(double original, DoubleSupplier cheapest);

        /** The text that {@link Budget#parse} reads, for this kind: {@code 12ms}, {@code 40%}, {@code 2of5}. */
        String text(BudgetKind kind);
    }

    /** A share of the original's cost, above 0; it may exceed 1. */
    public record Share(double share) implements Amount {
        public Share {
            requirePositive(share);
        }

        @Override
        public double limit(double original, DoubleSupplier cheapest) {
            return share * original;
        }

        @Override
        public String text(BudgetKind kind) {
            return plain(BigDecimal.valueOf(share).movePointRight(2)) + "%";
        }
    }

    /** A number of milliseconds, MACs, parameters or bytes, above 0. */
    public record Absolute(double value) implements Amount {
        public Absolute {
            requirePositive(value);
        }

        @Override
        public double limit(double original, DoubleSupplier cheapest) {
            return value;
        }

        @Override
        public String text(BudgetKind kind) {
            BudgetKind.Unit unit = kind.units().get(0);
            for (BudgetKind.Unit larger : kind.units()) {
                unit = value >= Math.pow(10, larger.exponent()) ? larger : unit;
            }
            return plain(BigDecimal.valueOf(value).movePointLeft(unit.exponent())) + unit.suffix();
        }
    }

    /**
     * A step of several that divide the way from the original down to the cheapest network into equal parts. Neither end is a
     * step: the original is there already, and the cheapest network is ruined.
     *
     * @param index number of the step, from 1 at the highest price
     * @param count number of steps
     */
    public record Step(int index, int count) implements Amount {
        public Step {
            if (index < 1 || index > count) {
                throw new InvalidInputException("Step " + index + " of " + count + " does not exist, expected 1 to "
                        + Math.max(1, count) + ".");
            }
        }

        @Override
        public double limit(double original, DoubleSupplier cheapest) {
            return original - (original - cheapest.getAsDouble()) * index / (count + 1);
        }

        @Override
        public String text(BudgetKind kind) {
            return index + BudgetText.OF + count;
        }
    }

    private static void requirePositive(double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new InvalidInputException("The amount of a budget is " + value + ", expected a number above 0.");
        }
    }

    /**
     * Reads {@code KIND=AMOUNT}: {@code latency=12ms}, {@code macs=3.4G}, {@code parameters=250k}, {@code bytes=1.5MB},
     * a share of the original, {@code latency=25%} or {@code latency=0.25}, or a step on the way down to the cheapest
     * network, {@code macs=2of5}.
     *
     * @throws InvalidInputException if kind or unit is unknown, or the amount is no number above 0
     */
    public static Budget parse(String text) {
        return new BudgetText(text).budget();
    }

    /** Budgets at all steps that divide the way down to the cheapest network into one part more than there are steps. */
    public static List<Budget> steps(BudgetKind kind, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(index -> new Budget(kind, new Step(index, count)))
                .toList();
    }

    /** The smallest budget, to three digits, that a price is within. */
    static Budget covering(BudgetKind kind, double price) {
        MathContext up = new MathContext(BudgetKind.DIGITS, RoundingMode.CEILING);
        return new Budget(kind, new Absolute(new BigDecimal(price, up).doubleValue()));
    }

    /** The limit in the unit of the kind, see {@link Amount#limit}. */
    public double limit(double original, DoubleSupplier cheapest) {
        return amount.limit(original, cheapest);
    }

    /** The text that {@link #parse} reads: {@code latency=12ms}, {@code macs=40%}, {@code macs=2of5}. */
    @Override
    public String toString() {
        return kind.id() + "=" + amount.text(kind);
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
