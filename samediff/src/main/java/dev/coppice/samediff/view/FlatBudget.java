package dev.coppice.samediff.view;

/**
 * Bound on what is read of a file. Each byte of a file that SameDiff writes is read once; parts of a damaged file may
 * overlap, and then one small file could be read as a huge graph.
 */
final class FlatBudget {
    private long left;

    FlatBudget(long bytes) {
        left = bytes;
    }

    /**
     * The number of elements of a list, once it is known that the file can hold them.
     *
     * @param bytes least bytes of one element
     * @throws IllegalArgumentException if it cannot
     */
    int count(int elements, int bytes) {
        if (elements < 0) {
            throw new IllegalArgumentException("a list has " + elements + " elements");
        }
        spend((long) elements * bytes);
        return elements;
    }

    String text(String text) {
        spend(text.length());
        return text;
    }

    private void spend(long bytes) {
        left -= bytes;
        if (left < 0) {
            throw new IllegalArgumentException("its lists are longer than the file");
        }
    }
}
