package dev.coppice.models.network;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Range of pixel values in which mean and standard deviation are given. {@link InputSpec} uses 0…255. */
public enum PixelRange {
    BYTES("0..255", 1),
    UNITS("0..1", 255);

    private static final int DIGITS = 6;

    /** Red, green, blue and alpha. */
    private static final int PICTURE_CHANNELS = 4;

    private final String id;
    private final double factor;

    PixelRange(String id, double factor) {
        this.id = id;
        this.factor = factor;
    }

    /** The name in cards and options. */
    public String id() {
        return id;
    }

    /** The range with a name. */
    public static Optional<PixelRange> of(String id) {
        return Arrays.stream(values()).filter(r -> r.id.equals(id)).findFirst();
    }

    /** Converts values of this range to 0…255. */
    public List<Double> inBytes(List<Double> values) {
        return this == BYTES ? values : values.stream().map(this::inBytes).toList();
    }

    /** Rounds to the number of digits that was given. */
    private double inBytes(double value) {
        return BigDecimal.valueOf(value).multiply(BigDecimal.valueOf(factor)).doubleValue();
    }

    /**
     * Whether values look like the widely copied ones for pixels in 0…1: every deviation below 2, every mean within ±1. More
     * values than a picture file has channels are of arrays, whose numbers are taken as they are.
     *
     * @param mean means; empty if not given
     * @param std standard deviations; empty if not given, and then a mean of 0 decides nothing
     */
    public static boolean looksLikeUnits(List<Double> mean, List<Double> std) {
        boolean small =
                mean.stream().allMatch(m -> Math.abs(m) <= 1) && std.stream().allMatch(s -> s > 0 && s < 2);
        boolean isPicture = Math.max(mean.size(), std.size()) <= PICTURE_CHANNELS;
        return isPicture && small && (!std.isEmpty() || mean.stream().anyMatch(m -> m != 0));
    }

    /**
     * Advice on values that look like those of pixels in 0…1.
     *
     * @param said what a user writes for a range, by its {@link #id}
     */
    public static String objection(List<Double> mean, List<Double> std, UnaryOperator<String> said) {
        return "mean and std are those of pixels in 0…1, but pixels are taken in 0…255: give "
                + (mean.isEmpty() ? "" : "mean " + text(UNITS.inBytes(mean)))
                + (mean.isEmpty() || std.isEmpty() ? "" : " and ")
                + (std.isEmpty() ? "" : "std " + text(UNITS.inBytes(std)))
                + ", or say " + said.apply(UNITS.id) + "; if the values are meant as they are, "
                + said.apply(BYTES.id);
    }

    private static String text(List<Double> values) {
        return values.stream()
                .map(v -> new BigDecimal(v, new MathContext(DIGITS))
                        .stripTrailingZeros()
                        .toPlainString())
                .collect(Collectors.joining(","));
    }
}
