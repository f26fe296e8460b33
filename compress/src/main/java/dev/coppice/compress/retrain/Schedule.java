package dev.coppice.compress.retrain;

import dev.coppice.models.InvalidInputException;

/**
 * The learning rate over a run: a linear warm-up to the peak, then a decay.
 *
 * @param decay how the rate falls after the warm-up
 * @param peak the highest rate
 * @param warmUp the share of the run that warms up, in [0, 1)
 */
public record Schedule(Decay decay, double peak, double warmUp) {
    /** How the rate falls. */
    public enum Decay {
        /** Stays at the peak. */
        CONSTANT,
        /** Half a cosine, to 0 (Loshchilov and Hutter, ICLR 2017, without restarts). */
        COSINE,
        /** (1 − t)^0.9, to 0 (Chen et al., DeepLab). */
        POLY
    }

    private static final double POWER = 0.9;

    public Schedule {
        if (!(peak > 0) || Double.isInfinite(peak)) {
            throw new InvalidInputException("The learning rate is " + peak + ", expected a finite number above 0.");
        }
        if (!(warmUp >= 0 && warmUp < 1)) {
            throw new InvalidInputException("The share of the warm-up is " + warmUp + ", expected a number in [0, 1).");
        }
    }

    /** A warm-up over a twentieth of the run, then half a cosine. */
    public static Schedule cosine(double peak) {
        return new Schedule(Decay.COSINE, peak, 0.05);
    }

    /** The same course with another peak. */
    public Schedule withPeak(double changed) {
        return new Schedule(decay, changed, warmUp);
    }

    /** The rate when this share of the run is done, 0…1. */
    public double at(double done) {
        if (done < warmUp) {
            return peak * done / warmUp;
        }
        double t = Math.min(1, (done - warmUp) / (1 - warmUp));
        return peak
                * switch (decay) {
                    case CONSTANT -> 1;
                    case COSINE -> 0.5 * (1 + Math.cos(Math.PI * t));
                    case POLY -> Math.pow(1 - t, POWER);
                };
    }
}
