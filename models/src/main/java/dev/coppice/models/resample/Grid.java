package dev.coppice.models.resample;

import dev.coppice.models.InvalidInputException;

/**
 * A spatial grid relative to the network's input: p/q of its height and of its width, rounded up.
 *
 * @param p numerator, at least 1
 * @param q denominator, at least p
 */
public record Grid(int p, int q) {
    /** The input's own grid. */
    public static final Grid FULL = new Grid(1, 1);

    public Grid {
        if (p < 1 || q < p) {
            throw new InvalidInputException("Grid " + p + "/" + q + " is not in (0, 1]. Give a fraction such as 1/2.");
        }
    }

    /** Reads {@code p/q} or {@code 1}. */
    public static Grid parse(String text) {
        String[] parts = text.strip().split("/", -1);
        try {
            int p = Integer.parseInt(parts[0].strip());
            int q = parts.length == 2 ? Integer.parseInt(parts[1].strip()) : 1;
            if (parts.length <= 2) {
                return new Grid(p, q);
            }
        } catch (NumberFormatException e) {
            throw new InvalidInputException("Grid '" + text + "' is no fraction. Give one such as 1/2.", e);
        }
        throw new InvalidInputException("Grid '" + text + "' is no fraction. Give one such as 1/2.");
    }

    /** The number of samples on this grid along an axis where the input has {@code size}: ⌈size · p/q⌉. */
    public int of(int size) {
        return Math.toIntExact(((long) size * p + q - 1) / q);
    }

    @Override
    public String toString() {
        return p + "/" + q;
    }
}
