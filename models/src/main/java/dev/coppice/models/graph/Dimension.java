package dev.coppice.models.graph;

/**
 * One axis of a graph input or output: a fixed size, or a name where the file leaves the size open.
 *
 * @param size the fixed size, or -1 if open
 * @param symbol the name of an open axis ({@code N}), empty if fixed
 */
public record Dimension(int size, String symbol) {
    /** A fixed size. */
    public static Dimension of(int size) {
        return new Dimension(size, "");
    }

    /** An open size with a name. */
    public static Dimension open(String symbol) {
        return new Dimension(-1, symbol.isEmpty() ? "?" : symbol);
    }

    public boolean isFixed() {
        return size >= 0;
    }

    @Override
    public String toString() {
        return isFixed() ? String.valueOf(size) : symbol;
    }
}
