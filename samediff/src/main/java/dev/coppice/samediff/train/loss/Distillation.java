package dev.coppice.samediff.train.loss;

import dev.coppice.models.InvalidInputException;
import java.util.Arrays;
import java.util.Locale;

/** What a student is to have in common with its teacher: the table of all there is. */
public enum Distillation {
    /** The classes' probabilities at every pixel, by cross-entropy (Hinton et al., 2015). */
    PIXELS("classes at every pixel", 1, PixelDistillation::of),
    /** Where in a picture each channel of the logits is high, see {@link ChannelDistillation}. */
    CHANNELS("where each channel of the logits is high", 4, ChannelDistillation::of),
    /** Where in a picture feature maps are strong, see {@link FeatureMaps}. */
    FEATURES("where feature maps are strong", FeatureDistillation::of);

    private final String words;
    private final boolean ofLogits;
    private final double usualTemperature;

    @SuppressWarnings("ImmutableEnumChecker") // a function without a state
    private final OfLogits term;

    /** Between logits, at the temperature of its paper. */
    Distillation(String words, double usualTemperature, OfLogits term) {
        this.words = words;
        this.ofLogits = true;
        this.usualTemperature = usualTemperature;
        this.term = term;
    }

    /** Between tensors before the logits, which have no temperature. */
    Distillation(String words, OfFeatures term) {
        this.words = words;
        this.ofLogits = false;
        this.usualTemperature = 1;
        this.term = (networks, share, temperature) -> term.of(networks, share);
    }

    /** Makes a term. */
    private interface OfLogits {
        LossTerm of(TeacherAndStudent networks, double share, double temperature);
    }

    /** Makes a term. */
    private interface OfFeatures {
        LossTerm of(TeacherAndStudent networks, double share);
    }

    /**
     * The term that compares two networks.
     *
     * @throws InvalidInputException if they have nothing in common that it compares
     */
    LossTerm term(TeacherAndStudent networks, double share, double temperature) {
        return term.of(networks, share, temperature);
    }

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

    /** What is compared, in the words of a help text. */
    public String words() {
        return words;
    }

    /** Whether logits are compared: then everything is trained by it, and it has a temperature. */
    boolean isOfLogits() {
        return ofLogits;
    }

    /** T unless somebody says otherwise: that of the papers. */
    public double usualTemperature() {
        return usualTemperature;
    }
}
