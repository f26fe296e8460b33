package dev.coppice.compress.budget;

import dev.coppice.models.InvalidInputException;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text of a budget as people write it.
 *
 * @param text {@code KIND=AMOUNT}
 */
record BudgetText(String text) {
    private static final Pattern NUMBER = Pattern.compile("([-+]?[0-9.]+(?:[eE][-+]?[0-9]{1,3})?)\\s*(.*)");

    /** Stands between the number of a step and the number of steps. */
    static final String OF = "of";

    private static final Pattern STEP = Pattern.compile("(\\d{1,6})\\s*" + OF + "\\s*(\\d{1,6})");

    private static final String PERCENT = "%";

    Budget budget() {
        String[] sides = text.strip().split("=", -1);
        if (sides.length != 2) {
            throw wrong("expected KIND=AMOUNT such as latency=12ms or macs=40%, of " + BudgetKind.names());
        }
        BudgetKind kind = BudgetKind.named(sides[0])
                .orElseThrow(() -> wrong("'" + sides[0].strip() + "' is none of " + BudgetKind.names()));
        Matcher step = STEP.matcher(sides[1].strip());
        if (step.matches()) {
            return new Budget(kind, step(Integer.parseInt(step.group(1)), Integer.parseInt(step.group(2))));
        }
        Matcher parts = NUMBER.matcher(sides[1].strip());
        if (!parts.matches()) {
            throw noNumber(kind);
        }
        return new Budget(
                kind, amount(kind, number(kind, parts.group(1)), parts.group(2).strip()));
    }

    private Budget.Step step(int index, int count) {
        if (index < 1 || index > count) {
            throw wrong("expected a step from 1" + OF + count + " to " + count + OF + count);
        }
        return new Budget.Step(index, count);
    }

    private BigDecimal number(BudgetKind kind, String digits) {
        BigDecimal number;
        try {
            number = new BigDecimal(digits);
        } catch (NumberFormatException e) {
            throw noNumber(kind);
        }
        if (number.signum() <= 0) {
            throw wrong("expected an amount above 0");
        }
        return number;
    }

    private Budget.Amount amount(BudgetKind kind, BigDecimal number, String suffix) {
        if (suffix.equals(PERCENT)) {
            return new Budget.Share(value(number, -2));
        }
        if (suffix.isEmpty()) {
            if (number.compareTo(BigDecimal.ONE) > 0) {
                throw wrong("expected " + units(kind));
            }
            return new Budget.Share(value(number, 0));
        }
        Optional<BudgetKind.Unit> unit = kind.units().stream()
                .filter(u -> u.suffix().equalsIgnoreCase(suffix))
                .findFirst();
        int exponent = unit.orElseThrow(
                        () -> wrong("'" + suffix + "' is no unit of " + kind.id() + ", expected " + units(kind)))
                .exponent();
        return new Budget.Absolute(value(number, exponent));
    }

    /** The amount as the nearest double. */
    private double value(BigDecimal number, int exponent) {
        double value = number.scaleByPowerOfTen(exponent).doubleValue();
        if (value == 0 || Double.isInfinite(value)) {
            throw wrong("expected an amount that is not rounded to 0 or to infinity");
        }
        return value;
    }

    private InvalidInputException noNumber(BudgetKind kind) {
        return wrong("expected a number with " + units(kind) + " after '='");
    }

    private static String units(BudgetKind kind) {
        return "a unit (" + kind.unitNames() + ") or a share such as 25%";
    }

    private InvalidInputException wrong(String expected) {
        return new InvalidInputException("The budget is '" + text + "', " + expected + ".");
    }
}
