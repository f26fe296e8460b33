package dev.coppice.compress.budget;

import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;

/**
 * Recoverability: weights for rises of the loss before training, by their cause. Retraining wins back more of one than of
 * the other.
 *
 * @param channels factor on the rise of moves that cut channels, above 0
 * @param grids factor on the rise of moves that change the grid, above 0
 */
public record Recoverability(double channels, double grids) {
    /** Both rises count as measured. */
    public static final Recoverability ALIKE = new Recoverability(1, 1);

    public Recoverability {
        if (!(channels > 0 && channels < Double.MAX_VALUE && grids > 0 && grids < Double.MAX_VALUE)) {
            throw new InvalidInputException("The weights of channels and grids are " + channels + " and " + grids
                    + ", expected finite numbers above 0, such as 1 for what is measured.");
        }
    }

    /** The fingerprint of both weights. */
    public Fingerprint fingerprint() {
        return Fingerprint.of("Recoverability").with("channels", channels).with("grids", grids);
    }
}
