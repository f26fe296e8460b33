package dev.coppice.compress.spectral;

/** What becomes of pixels without a label. */
public enum VoidPixels {
    /** They count for nothing: b = 0 there, the mask enters the formulas exactly. Class masks then have void borders too. */
    EXACT("exact"),
    /** They get the label of the nearest labelled pixel, counted in steps between neighbours, and count like others. */
    FILLED("filled");

    private final String id;

    VoidPixels(String id) {
        this.id = id;
    }

    /** The name in files. */
    public String id() {
        return id;
    }
}
