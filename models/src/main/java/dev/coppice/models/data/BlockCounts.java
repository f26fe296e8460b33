package dev.coppice.models.data;

import java.util.Arrays;

/**
 * The number of pixels of each class in each square block of a picture. Void pixels are not counted. Blocks start at the
 * upper left corner; blocks at the right and lower border are smaller if the picture size is not a multiple of the side.
 * Immutable.
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
     * @param side block side M in pixels
     * @param classes number of classes; label values from this number on are void
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
     * Takes counts in the order of {@link #planes}, for a picture of the given size.
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

    /** The counts, class by class, and within a class block row by block row. */
    int[] planes() {
        int plane = rows() * columns();
        int[] planes = new int[counts.length];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = counts[i % plane * classes + i / plane];
        }
        return planes;
    }

    /** Width of the picture in pixels. */
    public int width() {
        return width;
    }

    /** Height of the picture in pixels. */
    public int height() {
        return height;
    }

    /** Block side M in pixels. */
    public int side() {
        return side;
    }

    public int classes() {
        return classes;
    }

    /** Number of block rows, ⌈height / M⌉. */
    public int rows() {
        return (height + side - 1) / side;
    }

    /** Number of block columns, ⌈width / M⌉. */
    public int columns() {
        return (width + side - 1) / side;
    }

    /** Number of pixels of a class in a block. */
    public int count(int row, int column, int c) {
        return counts[index(row, column) + c];
    }

    /** Number of labelled pixels in a block; 0 if the whole block is void. */
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

    /** The most frequent class of a block, the lowest index on ties; −1 if the whole block is void. */
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

    /** Whether a block has pixels of more than one class. */
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

    /** Size in memory, in bytes. */
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
