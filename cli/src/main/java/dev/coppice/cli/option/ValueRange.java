package dev.coppice.cli.option;

import dev.coppice.models.InvalidInputException;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/** Values of an option that takes several, of which some may be given as a range such as {@code 0.1:0.8:0.1}. */
public final class ValueRange {
    private static final int MOST = 1000;
    private static final int PARTS = 3;

    private ValueRange() {}

    /** The values, with those of a range in its place; both ends belong to it. */
    public static List<String> expand(String option, List<String> given) {
        return given.stream()
                .flatMap(text -> text.indexOf(':') < 0 ? Stream.of(text) : values(option, text))
                .toList();
    }

    private static Stream<String> values(String option, String text) {
        String[] parts = text.strip().split(":", -1);
        try {
            BigDecimal first = number(parts[0]);
            BigDecimal last = number(parts[1]);
            BigDecimal step = number(parts[PARTS - 1]);
            if (parts.length == PARTS
                    && step.signum() > 0
                    && first.compareTo(last) <= 0
                    && last.subtract(first).compareTo(step.multiply(BigDecimal.valueOf(MOST))) < 0) {
                return Stream.iterate(first, value -> value.compareTo(last) <= 0, value -> value.add(step))
                        .map(value -> value.stripTrailingZeros().toPlainString());
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw wrong(option, text);
        }
        throw wrong(option, text);
    }

    /** A number of few digits: sums of such are quick. */
    private static BigDecimal number(String text) {
        BigDecimal number = new BigDecimal(text.strip());
        if (Math.abs((long) number.scale()) > MOST) {
            throw new NumberFormatException("too many digits");
        }
        return number;
    }

    private static InvalidInputException wrong(String option, String text) {
        return new InvalidInputException(option + " is '" + text
                + "', expected a range first:last:step such as 0.1:0.8:0.1, upwards and of at most " + MOST
                + " values.");
    }
}
