package dev.coppice.samediff.train;

import dev.coppice.models.InvalidInputException;
import java.util.Arrays;
import java.util.Locale;

/**
 * The learning rate over a run: a linear warm-up from 0 to the peak, then a decay.
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
        POLY,
        /**
         * As slowly as it rose, linearly, to a 25th of the peak; the rest of the run to 0 (Smith and Topin, 2018, section 3,
         * without cycling momentum).
         */
        ONE_CYCLE;

        /**
         * The decay of a name.
         *
         * @throws InvalidInputException listing all names if it is none
         */
        public static Decay parse(String text) {
            return Arrays.stream(values())
                    .filter(decay -> decay.id().equals(text.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new InvalidInputException("The schedule is '" + text + "', expected one of "
                            + Arrays.stream(values()).map(Decay::id).toList() + "."));
        }

        /** Its name on the command line. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The share of a run that warms up unless somebody says otherwise. */
        public double usualWarmUp() {
            return this == ONE_CYCLE ? 0.45 : 0.05;
        }
    }

    private static final double POWER = 0.9;
    private static final double FOOT = 1 / 25.0;

    public Schedule {
        if (!(peak > 0) || Double.isInfinite(peak)) {
            throw new InvalidInputException("The learning rate is " + peak + ", expected a finite number above 0.");
        }
        if (!(warmUp >= 0 && warmUp < 1)) {
            throw new InvalidInputException("The share of the warm-up is " + warmUp + ", expected a number in [0, 1).");
        }
        if (decay == Decay.ONE_CYCLE && warmUp == 0) {
            throw new InvalidInputException(
                    "The schedule is one-cycle and the warm-up 0, expected a share above 0: it is half the cycle.");
        }
    }

    /** A warm-up over a twentieth of the run, then half a cosine. */
    public static Schedule cosine(double peak) {
        return new Schedule(Decay.COSINE, peak, Decay.COSINE.usualWarmUp());
    }

    /** The same course with another peak. */
    public Schedule withPeak(double changed) {
        return new Schedule(decay, changed, warmUp);
    }

    /** Another course with the same peak, warming up as is usual for it. */
    public Schedule withDecay(Decay changed) {
        return new Schedule(changed, peak, changed.usualWarmUp());
    }

    /** The same with another share of the run for the warm-up. */
    public Schedule withWarmUp(double changed) {
        return new Schedule(decay, peak, changed);
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
                    case ONE_CYCLE -> cycle(t);
                };
    }

    private double cycle(double t) {
        double down = Math.min(1, warmUp / (1 - warmUp));
        return t < down ? 1 - (1 - FOOT) * t / down : down == 1 ? FOOT : FOOT * (1 - t) / (1 - down);
    }
}
