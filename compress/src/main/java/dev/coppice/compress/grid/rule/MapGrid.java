package dev.coppice.compress.grid.rule;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.resample.Grid;
import java.util.Optional;

/**
 * Grid of a feature map relative to the network's input, per axis. A {@link Grid} can be requested and is at most 1; this
 * one may exceed the input.
 */
public final class MapGrid {
    private final Fraction height;
    private final Fraction width;

    private MapGrid(Fraction height, Fraction width) {
        this.height = height;
        this.width = width;
    }

    /** The grid of a map that was requested as a {@link Grid}. */
    public static MapGrid of(Grid grid) {
        return new MapGrid(new Fraction(grid.p(), grid.q()), new Fraction(grid.r(), grid.s()));
    }

    /** The grid that follows from a map's sizes alone. */
    public static MapGrid ofSizes(Shape map, Shape image) {
        return new MapGrid(new Fraction(map.size(2), image.size(2)), new Fraction(map.size(3), image.size(3)));
    }

    /** This grid after a window with these strides, height first. */
    public MapGrid coarser(int... strides) {
        return new MapGrid(height.dividedBy(new Fraction(strides[0], 1)), width.dividedBy(new Fraction(strides[1], 1)));
    }

    /** This grid after an upsampling by these whole factors, height first. */
    public MapGrid finer(int... factors) {
        return new MapGrid(height.times(new Fraction(factors[0], 1)), width.times(new Fraction(factors[1], 1)));
    }

    /** This grid with each fraction times the other's. */
    public MapGrid times(MapGrid other) {
        return new MapGrid(height.times(other.height), width.times(other.width));
    }

    /** This grid with each fraction divided by the other's. */
    public MapGrid dividedBy(MapGrid other) {
        return new MapGrid(height.dividedBy(other.height), width.dividedBy(other.width));
    }

    /** The coarser of both grids, per axis. */
    public MapGrid min(MapGrid other) {
        return new MapGrid(
                height.compareTo(other.height) <= 0 ? height : other.height,
                width.compareTo(other.width) <= 0 ? width : other.width);
    }

    /** Whether no axis is finer than the other's. */
    public boolean isWithin(MapGrid other) {
        return height.compareTo(other.height) <= 0 && width.compareTo(other.width) <= 0;
    }

    /** The whole strides that lead from this grid to a coarser one; empty if there are none. */
    public Optional<int[]> stridesTo(MapGrid to) {
        Fraction rows = height.dividedBy(to.height);
        Fraction columns = width.dividedBy(to.width);
        return rows.isWhole() && columns.isWhole()
                ? Optional.of(new int[] {Math.toIntExact(rows.p()), Math.toIntExact(columns.p())})
                : Optional.empty();
    }

    /** The factor by which samples of this grid lie closer than those of another, along an axis (0 height, 1 width). */
    public double ratio(MapGrid other, int axis) {
        Fraction f = axis == 0 ? height.dividedBy(other.height) : width.dividedBy(other.width);
        return (double) f.p() / f.q();
    }

    /** This grid as a {@link Grid}; empty if it exceeds 1 on an axis. */
    public Optional<Grid> grid() {
        return canBeAskedFor(height) && canBeAskedFor(width)
                ? Optional.of(new Grid((int) height.p(), (int) height.q(), (int) width.p(), (int) width.q()))
                : Optional.empty();
    }

    private static boolean canBeAskedFor(Fraction axis) {
        return axis.p() <= axis.q() && axis.q() <= Integer.MAX_VALUE;
    }

    /** The placement on this grid with ⌈H·p/q⌉ × ⌈W·r/s⌉ samples. */
    public Placement place(Shape image) {
        return new Placement(this, height.of(image.size(2)), width.of(image.size(3)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MapGrid grid && height.equals(grid.height) && width.equals(grid.width);
    }

    @Override
    public int hashCode() {
        return 31 * height.hashCode() + width.hashCode();
    }

    @Override
    public String toString() {
        return height.equals(width) ? height.toString() : height + "x" + width;
    }
}
