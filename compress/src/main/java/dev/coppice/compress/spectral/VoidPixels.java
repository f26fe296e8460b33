package dev.coppice.compress.spectral;

/** Treatments of pixels without a label. */
public enum VoidPixels {
    /**
     * They do not count: b = 0 there, and the mask enters the formulas exactly. Class masks then also have borders with
     * void.
     */
    EXACT("exact"),
    /** They get the label of the nearest labelled pixel, by steps between neighbours, and count like others. */
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
