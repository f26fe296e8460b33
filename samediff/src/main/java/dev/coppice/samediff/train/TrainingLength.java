package dev.coppice.samediff.train;

import dev.coppice.models.InvalidInputException;

/** How long to train. Steps make runs comparable, epochs are what people think in. */
public sealed interface TrainingLength {
    /** The number of steps where one pass over the data takes so many. */
    int steps(int stepsPerEpoch);

    /** One of several equal parts, counted from 0; the parts of each count differ by one at most and together are the whole. */
    TrainingLength part(int part, int parts);

    /** Passes over the training split; 0 trains nothing. */
    record Epochs(int count) implements TrainingLength {
        public Epochs {
            check("epochs", count);
        }

        @Override
        public int steps(int stepsPerEpoch) {
            return Math.multiplyExact(count, stepsPerEpoch);
        }

        @Override
        public TrainingLength part(int part, int parts) {
            return new Epochs(share(count, part, parts));
        }
    }

    /** Updates of the weights, whatever the size of the data. */
    record Steps(int count) implements TrainingLength {
        public Steps {
            check("steps", count);
        }

        @Override
        public int steps(int stepsPerEpoch) {
            return count;
        }

        @Override
        public TrainingLength part(int part, int parts) {
            return new Steps(share(count, part, parts));
        }
    }

    /** One length and then another. */
    record Sum(TrainingLength first, TrainingLength second) implements TrainingLength {
        @Override
        public int steps(int stepsPerEpoch) {
            return Math.addExact(first.steps(stepsPerEpoch), second.steps(stepsPerEpoch));
        }

        @Override
        public TrainingLength part(int part, int parts) {
            return new Sum(first.part(part, parts), second.part(part, parts));
        }
    }

    private static int share(int count, int part, int parts) {
        return (int) ((long) count * (part + 1) / parts - (long) count * part / parts);
    }

    private static void check(String what, int count) {
        if (count < 0) {
            throw new InvalidInputException(
                    "The number of " + what + " is " + count + ", expected at least 0 (0 trains nothing).");
        }
    }
}
