package dev.coppice.compress.spectral;

/** Shapes of bands: which frequencies form one. */
public enum BandShape {
    /** max(|kx|, |ky|): what a coarser rectangular grid keeps. */
    SQUARE("square"),
    /** √(kx² + ky²): the same fineness in every direction, for isotropic plots. */
    RADIAL("radial");

    private final String id;

    BandShape(String id) {
        this.id = id;
    }

    /** The name in files. */
    public String id() {
        return id;
    }
}
