package dev.coppice.models.resample;

import dev.coppice.models.InvalidInputException;
import java.util.Locale;

/** How a feature map is carried to another grid. Every kind keeps constants. */
public enum Resampling {
    /** Mean over the area each new sample covers; growing back is bilinear. */
    AREA,
    /** The lowest coefficients of the orthonormal DCT-II, back-transformed on the new grid. */
    DCT,
    /** Linear between the two nearest half-pixel centres, no anti-aliasing. */
    BILINEAR;

    /** Reads {@code area}, {@code dct} or {@code bilinear}. */
    public static Resampling parse(String text) {
        for (Resampling kind : values()) {
            if (kind.id().equals(text.strip().toLowerCase(Locale.ROOT))) {
                return kind;
            }
        }
        throw new InvalidInputException("Resampling '" + text + "' is unknown. Give area, dct or bilinear.");
    }

    /** The name in options, plans and graphs. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
