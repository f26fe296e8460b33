package dev.coppice.compress.budget;

import dev.coppice.models.InvalidInputException;
import java.math.BigDecimal;

/**
 * Budget: an upper limit on one cost of a network.
 *
 * @param kind which cost
 * @param amount the limit, absolute or relative to the original
 */
public record Budget(BudgetKind kind, Amount amount) {
    /** Amount of a budget: absolute, in the unit of its kind, or relative to the original. */
    public sealed interface Amount {
        /** The limit in the unit of the kind, for an original that costs this much. */
        double limit(double original);

        /** The text that {@link Budget#parse} reads, for this kind: {@code 12ms}, {@code 40%}. */
        String text(BudgetKind kind);
    }

    /** A share of the original's cost, above 0; it may exceed 1. */
    public record Share(double share) implements Amount {
        public Share {
            requirePositive(share);
        }

        @Override
        public double limit(double original) {
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
        public double limit(double original) {
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

    private static void requirePositive(double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new InvalidInputException("The amount of a budget is " + value + ", expected a number above 0.");
        }
    }

    /**
     * Reads {@code KIND=AMOUNT}: {@code latency=12ms}, {@code macs=3.4G}, {@code parameters=250k}, {@code bytes=1.5MB},
     * or a share of the original, {@code latency=25%} or {@code latency=0.25}.
     *
     * @throws InvalidInputException if kind or unit is unknown, or the amount is no number above 0
     */
    public static Budget parse(String text) {
        return new BudgetText(text).budget();
    }

    /** The limit in the unit of the kind, for an original that costs this much. */
    public double limit(double original) {
        return amount.limit(original);
    }

    /** The text that {@link #parse} reads: {@code latency=12ms}, {@code macs=40%}. */
    @Override
    public String toString() {
        return kind.id() + "=" + amount.text(kind);
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
