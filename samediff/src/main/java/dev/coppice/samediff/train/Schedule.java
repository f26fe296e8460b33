package dev.coppice.samediff.train;

import dev.coppice.models.InvalidInputException;
import java.util.Arrays;
import java.util.Locale;

/**
 * Schedule of the learning rate over a run: a linear warm-up from 0 to the peak, then a decay.
 *
 * @param decay course of the rate after the warm-up
 * @param peak highest rate, above 0
 * @param warmUp share of the run that warms up, in [0, 1)
 */
public record Schedule(Decay decay, double peak, double warmUp) {
    /** Course of the rate after the warm-up. */
    public enum Decay {
        /** The rate stays at the peak. */
        CONSTANT,
        /** The rate falls to 0 along half a cosine (Loshchilov and Hutter, ICLR 2017, without restarts). */
        COSINE,
        /** The rate falls to 0 as (1 − t)^0.9 (Chen et al., DeepLab). */
        POLY,
        /**
         * The rate falls linearly to 1/25 of the peak, in as many steps as it rose, and to 0 over the rest of the run (Smith
         * and Topin, 2018, section 3, without cycling momentum).
         */
        ONE_CYCLE;

        /**
         * The decay with a name.
         *
         * @throws InvalidInputException listing all names if the name is unknown
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

        /** The default share of a run that warms up. */
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

    /** The default schedule: a warm-up over 1/20 of the run, then half a cosine. */
    public static Schedule cosine(double peak) {
        return new Schedule(Decay.COSINE, peak, Decay.COSINE.usualWarmUp());
    }

    /** This schedule with another peak. */
    public Schedule withPeak(double changed) {
        return new Schedule(decay, changed, warmUp);
    }

    /** Another decay with the same peak and its default warm-up. */
    public Schedule withDecay(Decay changed) {
        return new Schedule(changed, peak, changed.usualWarmUp());
    }

    /** This schedule with another share for the warm-up. */
    public Schedule withWarmUp(double changed) {
        return new Schedule(decay, peak, changed);
    }

    /** The rate after a share of the run, in [0, 1]. */
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
