package dev.coppice.samediff.train.loss;

import dev.coppice.models.InvalidInputException;
import java.util.Arrays;
import java.util.Locale;

/** What a student is to have in common with its teacher. */
public enum Distillation {
    /** The classes' probabilities at every pixel, by cross-entropy (Hinton et al., 2015). */
    PIXELS,
    /** Where in a picture each channel of the logits is high, see {@link ChannelDistillation}. */
    CHANNELS,
    /** Where in a picture feature maps are strong, see {@link FeatureMaps}. */
    FEATURES;

    /**
     * The kind of a name.
     *
     * @throws InvalidInputException listing all names if it is none
     */
    public static Distillation parse(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.id().equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("Distillation is by '" + text + "', expected one of "
                        + Arrays.stream(values()).map(Distillation::id).toList() + "."));
    }

    /** Its name on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** T unless somebody says otherwise: that of the papers. */
    public double usualTemperature() {
        return this == CHANNELS ? 4 : 1;
    }
}
