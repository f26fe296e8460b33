package dev.coppice.samediff.train.loss;

import dev.coppice.models.InvalidInputException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The loss between predictions and labels. */
public enum Loss {
    /** The mean cross-entropy of labelled pixels. */
    CROSS_ENTROPY {
        @Override
        Optional<ProbabilityLoss> further() {
            return Optional.empty();
        }
    },
    /** {@link FocalLoss} with γ = 2, in the place of cross-entropy. */
    FOCAL {
        @Override
        Optional<ProbabilityLoss> further() {
            return Optional.of(new FocalLoss(2));
        }
    },
    /** Cross-entropy + {@link DiceLoss}, each counting 1. */
    DICE {
        @Override
        Optional<ProbabilityLoss> further() {
            return Optional.of(new DiceLoss());
        }
    },
    /** Cross-entropy + {@link LovaszLoss}, each counting 1. */
    LOVASZ {
        @Override
        Optional<ProbabilityLoss> further() {
            return Optional.of(new LovaszLoss());
        }
    };

    /** What comes beside, or in the place of, cross-entropy. */
    abstract Optional<ProbabilityLoss> further();

    /** Whether cross-entropy with the labels is a part of it. */
    public boolean hasCrossEntropy() {
        return this != FOCAL;
    }

    /**
     * The loss of a name.
     *
     * @throws InvalidInputException listing all names if it is none
     */
    public static Loss parse(String text) {
        return Arrays.stream(values())
                .filter(loss -> loss.id().equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("The loss is '" + text + "', expected one of "
                        + Arrays.stream(values()).map(Loss::id).toList() + "."));
    }

    /** Its name on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
