package dev.coppice.samediff.train;

import dev.coppice.models.InvalidInputException;

/** Length of a training. Steps make runs comparable; epochs are easier for people. */
public sealed interface TrainingLength {
    /** The number of steps, for a given number of steps per epoch. */
    int steps(int stepsPerEpoch);

    /** One of several equal parts, counted from 0. Parts differ by at most one and add up to the whole. */
    TrainingLength part(int part, int parts);

    /** A number of passes over the training split; 0 trains nothing. */
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

    /** A number of updates of the weights, whatever the size of the data. */
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
