package dev.coppice.compress.grid.rule;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.resample.Grid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/**
 * Grid of a feature map relative to the network's input, with a fraction for each space axis. A {@link Grid} can be
 * requested and is at most 1; this one may exceed the input.
 */
public final class MapGrid {
    /** Axes before the first space axis: batch and channels. */
    public static final int SPACE = 2;

    private final List<Fraction> axes;

    private MapGrid(List<Fraction> axes) {
        this.axes = axes;
    }

    /** The grid of a map that was requested as a {@link Grid}, for an input of this shape. */
    public static MapGrid of(Grid grid, Shape image) {
        List<Fraction> axes = new ArrayList<>();
        for (int i = 0; i < image.rank() - SPACE; i++) {
            Grid.Share share = grid.share(i);
            axes.add(new Fraction(share.p(), share.q()));
        }
        return new MapGrid(axes);
    }

    /** The grid that follows from a map's sizes alone. */
    public static MapGrid ofSizes(Shape map, Shape image) {
        List<Fraction> axes = new ArrayList<>();
        for (int axis = SPACE; axis < image.rank(); axis++) {
            axes.add(new Fraction(map.size(axis), image.size(axis)));
        }
        return new MapGrid(axes);
    }

    /** This grid after a window with these strides, axis by axis. */
    public MapGrid coarser(int... strides) {
        List<Fraction> changed = new ArrayList<>();
        for (int i = 0; i < strides.length; i++) {
            changed.add(axes.get(i).dividedBy(new Fraction(strides[i], 1)));
        }
        return new MapGrid(changed);
    }

    /** This grid after an upsampling by these whole factors, axis by axis. */
    public MapGrid finer(int... factors) {
        List<Fraction> changed = new ArrayList<>();
        for (int i = 0; i < factors.length; i++) {
            changed.add(axes.get(i).times(new Fraction(factors[i], 1)));
        }
        return new MapGrid(changed);
    }

    /** This grid with each fraction times the other's. */
    public MapGrid times(MapGrid other) {
        return each(other, Fraction::times);
    }

    /** This grid with each fraction divided by the other's. */
    public MapGrid dividedBy(MapGrid other) {
        return each(other, Fraction::dividedBy);
    }

    private MapGrid each(MapGrid other, BinaryOperator<Fraction> change) {
        List<Fraction> changed = new ArrayList<>();
        for (int i = 0; i < axes.size(); i++) {
            changed.add(change.apply(axes.get(i), other.axes.get(i)));
        }
        return new MapGrid(changed);
    }

    /** The coarser of both grids, per axis. */
    public MapGrid min(MapGrid other) {
        return each(other, (own, others) -> own.compareTo(others) <= 0 ? own : others);
    }

    /** Whether no axis is finer than the other's. */
    public boolean isWithin(MapGrid other) {
        for (int i = 0; i < axes.size(); i++) {
            if (axes.get(i).compareTo(other.axes.get(i)) > 0) {
                return false;
            }
        }
        return true;
    }

    /** The whole strides that lead from this grid to a coarser one; empty if there are none. */
    public Optional<int[]> stridesTo(MapGrid to) {
        int[] strides = new int[axes.size()];
        for (int i = 0; i < strides.length; i++) {
            Fraction ratio = axes.get(i).dividedBy(to.axes.get(i));
            if (!ratio.isWhole()) {
                return Optional.empty();
            }
            strides[i] = Math.toIntExact(ratio.p());
        }
        return Optional.of(strides);
    }

    /** The factor by which samples of this grid lie closer than those of another, along a space axis (0 is the first). */
    public double ratio(MapGrid other, int axis) {
        Fraction f = axes.get(axis).dividedBy(other.axes.get(axis));
        return (double) f.p() / f.q();
    }

    /** This grid as a {@link Grid}; empty if it exceeds 1 on an axis. */
    public Optional<Grid> grid() {
        return axes.stream().allMatch(MapGrid::canBeAskedFor)
                ? Optional.of(new Grid(axes.stream()
                        .map(f -> new Grid.Share((int) f.p(), (int) f.q()))
                        .toList()))
                : Optional.empty();
    }

    private static boolean canBeAskedFor(Fraction axis) {
        return axis.p() <= axis.q() && axis.q() <= Integer.MAX_VALUE;
    }

    /** The placement on this grid, with ⌈n·p/q⌉ samples along an axis of n. */
    public Placement place(Shape image) {
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < axes.size(); i++) {
            sizes.add(axes.get(i).of(image.size(SPACE + i)));
        }
        return new Placement(this, sizes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MapGrid grid && axes.equals(grid.axes);
    }

    @Override
    public int hashCode() {
        return axes.hashCode();
    }

    @Override
    public String toString() {
        return axes.stream().distinct().count() == 1
                ? axes.get(0).toString()
                : axes.stream().map(Fraction::toString).collect(Collectors.joining("x"));
    }
}
