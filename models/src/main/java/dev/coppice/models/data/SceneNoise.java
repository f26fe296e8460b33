package dev.coppice.models.data;

/** Smooth value noise over the plane: hashed lattice values with smoothstep between them. It is the same on every platform. */
final class SceneNoise {
    private final long seed;

    SceneNoise(long seed) {
        this.seed = seed;
    }

    /** Noise of wavelength 1 in [−1, 1]. */
    double at(double x, double y) {
        double floorX = Math.floor(x);
        double floorY = Math.floor(y);
        double u = smooth(x - floorX);
        double v = smooth(y - floorY);
        long i = (long) floorX;
        long j = (long) floorY;
        double upper = lattice(i, j) + u * (lattice(i + 1, j) - lattice(i, j));
        double lower = lattice(i, j + 1) + u * (lattice(i + 1, j + 1) - lattice(i, j + 1));
        return upper + v * (lower - upper);
    }

    /** Noise of two octaves, in [−1, 1]. */
    double rough(double x, double y) {
        return (2 * at(x, y) + at(2.7 * x + 31, 2.7 * y + 17)) / 3;
    }

    /** A value in [−1, 1] for a lattice point, independent of its neighbours. */
    double lattice(long i, long j) {
        long bits = RandomStream.mix(seed ^ RandomStream.mix(i * 0x9E3779B97F4A7C15L + j));
        return (bits >> 11) * 0x1p-52;
    }

    private static double smooth(double t) {
        return t * t * (3 - 2 * t);
    }
}
