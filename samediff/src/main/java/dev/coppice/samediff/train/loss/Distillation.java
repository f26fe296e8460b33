package dev.coppice.samediff.train.loss;

import dev.coppice.models.InvalidInputException;
import java.util.Arrays;
import java.util.Locale;

/** Table of the kinds of distillation: what a student shall share with its teacher. */
public enum Distillation {
    /** The class probabilities at every pixel, by cross-entropy (Hinton et al., 2015). */
    PIXELS(1, PixelDistillation::of),
    /** The places where each channel of the logits is high, see {@link ChannelDistillation}. */
    CHANNELS(4, ChannelDistillation::of),
    /** The places where feature maps are strong, see {@link FeatureMaps}. */
    FEATURES(FeatureDistillation::of);

    private final boolean ofLogits;
    private final double usualTemperature;

    @SuppressWarnings("ImmutableEnumChecker") // a stateless function
    private final OfLogits term;

    /** A distance between logits, with the temperature of its paper. */
    Distillation(double usualTemperature, OfLogits term) {
        this.ofLogits = true;
        this.usualTemperature = usualTemperature;
        this.term = term;
    }

    /** A distance between tensors before the logits, which has no temperature. */
    Distillation(OfFeatures term) {
        this.ofLogits = false;
        this.usualTemperature = 1;
        this.term = (networks, share, temperature) -> term.of(networks, share);
    }

    /** Maker of a term. */
    private interface OfLogits {
        LossTerm of(TeacherAndStudent networks, double share, double temperature);
    }

    /** Maker of a term. */
    private interface OfFeatures {
        LossTerm of(TeacherAndStudent networks, double share);
    }

    /**
     * The term that compares two networks.
     *
     * @throws InvalidInputException if the networks have nothing to compare
     */
    LossTerm term(TeacherAndStudent networks, double share, double temperature) {
        return term.of(networks, share, temperature);
    }

    /**
     * The kind with a name.
     *
     * @throws InvalidInputException listing all names if the name is unknown
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

    /** Whether logits are compared. The term then trains the whole network and has a temperature. */
    boolean isOfLogits() {
        return ofLogits;
    }

    /** The default temperature T, that of the papers. */
    public double usualTemperature() {
        return usualTemperature;
    }
}
