package dev.coppice.models.data;

import java.util.Arrays;

/**
 * How many pixels of each class lie in each square block of a picture; void pixels are in none. Blocks start at the upper
 * left corner; those at the right and lower border are smaller where the picture is not a multiple of them. Immutable.
 */
public final class BlockCounts {
    private final int width;
    private final int height;
    private final int side;
    private final int classes;
    private final int[] counts;

    private BlockCounts(int width, int height, int side, int classes) {
        this.width = width;
        this.height = height;
        this.side = side;
        this.classes = classes;
        this.counts = new int[rows() * columns() * classes];
    }

    /**
     * Counts the pixels of a picture's labels.
     *
     * @param side M of a block of M×M pixels
     * @param classes label values below it are classes, others void
     */
    public static BlockCounts of(LabelMap labels, int side, int classes) {
        BlockCounts blocks = new BlockCounts(labels.width(), labels.height(), side, classes);
        for (int y = 0; y < labels.height(); y++) {
            for (int x = 0; x < labels.width(); x++) {
                int label = labels.at(x, y);
                if (label < classes) {
                    blocks.counts[blocks.index(y / side, x / side) + label]++;
                }
            }
        }
        return blocks;
    }

    /**
     * Counts as {@link #planes} gives them, of a picture of this size.
     *
     * @throws IllegalArgumentException if there are too few or too many numbers
     */
    static BlockCounts ofPlanes(int[] planes, int width, int height, int side, int classes) {
        BlockCounts blocks = new BlockCounts(width, height, side, classes);
        if (planes.length != blocks.counts.length) {
            throw new IllegalArgumentException(blocks.counts.length + " counts expected, not " + planes.length);
        }
        int plane = blocks.rows() * blocks.columns();
        for (int i = 0; i < planes.length; i++) {
            blocks.counts[i % plane * classes + i / plane] = planes[i];
        }
        return blocks;
    }

    /** Class after class, the rows of blocks of each, one after another. */
    int[] planes() {
        int plane = rows() * columns();
        int[] planes = new int[counts.length];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = counts[i % plane * classes + i / plane];
        }
        return planes;
    }

    /** Columns of the picture. */
    public int width() {
        return width;
    }

    /** Rows of the picture. */
    public int height() {
        return height;
    }

    /** M of a block of M×M pixels. */
    public int side() {
        return side;
    }

    public int classes() {
        return classes;
    }

    /** Rows of blocks, ⌈height / M⌉. */
    public int rows() {
        return (height + side - 1) / side;
    }

    /** Blocks in a row, ⌈width / M⌉. */
    public int columns() {
        return (width + side - 1) / side;
    }

    /** Pixels of a class in a block. */
    public int count(int row, int column, int c) {
        return counts[index(row, column) + c];
    }

    /** Pixels with a class in a block; 0 if it is all void. */
    public int labelled(int row, int column) {
        int sum = 0;
        for (int c = 0; c < classes; c++) {
            sum += count(row, column, c);
        }
        return sum;
    }

    /** The share of a class in a block's labelled pixels; 0 if it has none, otherwise shares sum to 1. */
    public double fraction(int row, int column, int c) {
        return count(row, column, c) / (double) Math.max(1, labelled(row, column));
    }

    /** The most frequent class of a block, the lowest of equally frequent ones; −1 if it is all void. */
    public int majority(int row, int column) {
        int best = -1;
        int most = 0;
        for (int c = 0; c < classes; c++) {
            if (count(row, column, c) > most) {
                most = count(row, column, c);
                best = c;
            }
        }
        return best;
    }

    /** Whether more than one class lies in a block. */
    public boolean isMixed(int row, int column) {
        int majority = majority(row, column);
        return majority >= 0 && count(row, column, majority) < labelled(row, column);
    }

    /** Labels of the picture's size with each block filled with its most frequent class, or with void. */
    public LabelMap hard(int voidValue) {
        byte[] values = new byte[width * height];
        for (int row = 0; row < rows(); row++) {
            for (int column = 0; column < columns(); column++) {
                int majority = majority(row, column);
                byte value = (byte) (majority < 0 ? voidValue : majority);
                int right = Math.min(width, (column + 1) * side);
                for (int y = row * side; y < Math.min(height, (row + 1) * side); y++) {
                    Arrays.fill(values, y * width + column * side, y * width + right, value);
                }
            }
        }
        return LabelMap.of(width, height, values);
    }

    /** Bytes it takes in memory. */
    long bytes() {
        return 4L * counts.length;
    }

    private int index(int row, int column) {
        return (row * columns() + column) * classes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BlockCounts blocks
                && width == blocks.width
                && height == blocks.height
                && side == blocks.side
                && classes == blocks.classes
                && Arrays.equals(counts, blocks.counts);
    }

    @Override
    public int hashCode() {
        return 31 * side + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return rows() + "×" + columns() + " blocks of " + side + "×" + side + " pixels, " + classes + " classes";
    }
}
