package dev.coppice.eval.page;

import java.util.List;
import java.util.stream.DoubleStream;

/** A range of an axis, in its positions, and their places in the drawing. */
record Scale(Plot.Axis axis, double low, double high, double start, double end) {
    private static final int TICKS = 5;
    private static final double MARGIN = 0.06;

    /** A scale that holds the values, with a margin. */
    static Scale of(Plot.Axis axis, DoubleStream values, double start, double end) {
        double[] finite = values.map(axis::position).filter(Double::isFinite).toArray();
        double low = DoubleStream.of(finite).min().orElse(0);
        double high = DoubleStream.of(finite).max().orElse(1);
        double margin = high > low ? MARGIN * (high - low) : Math.max(0.5, MARGIN * Math.abs(high));
        return new Scale(axis, low - margin, high + margin, start, end);
    }

    /** The place of a value; not finite where the axis does not hold it. */
    double at(double value) {
        return start + (axis.position(value) - low) / (high - low) * (end - start);
    }

    /** Round values of the axis. */
    List<Numbers.Tick> ticks() {
        return switch (axis.kind()) {
            case LINEAR -> Numbers.ticks(low, high, TICKS);
            case WHOLE -> Numbers.wholeTicks(low, high, TICKS);
            case LOGARITHMIC -> Numbers.powers(low, high, TICKS);
        };
    }
}
