package dev.coppice.cli.help;

import java.lang.reflect.Field;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;

/** The groups of options, in the order of the help. */
public enum OptionGroup {
    /** How much is kept: accuracy, time, cost or share. */
    AMOUNT("How much to keep"),
    /** Which channels go, and when. */
    CHANNELS("Channels"),
    /** Where and how grids are lowered. */
    GRIDS("Grids of feature maps"),
    /** What plans are made for and from. */
    PLANNING("Planning"),
    /** What is measured, and how finely. */
    MEASURING("Measuring"),
    /** Labelled pictures. */
    DATA("Data"),
    /** What the numbers of a network mean. */
    NETWORK("Network"),
    /** How long and on what to train. */
    TRAINING("Training"),
    /** How one training step changes weights. */
    STEPS("Training steps"),
    /** What is trained for. */
    OBJECTIVE("Training objective"),
    /** Where and how the work runs. */
    RUNNING("Running"),
    /** What is written, and where. */
    OUTPUT("Output"),
    /** What every command has. */
    GENERAL("General");

    private final String title;

    OptionGroup(String title) {
        this.title = title;
    }

    /** The heading in the help. */
    public String title() {
        return title;
    }

    /** The group of an option: its own, or that of the class it stands in. */
    public static OptionGroup of(OptionSpec option) {
        return option.userObject() instanceof Field field ? of(field) : GENERAL;
    }

    private static OptionGroup of(Field field) {
        return Optional.ofNullable(field.getAnnotation(Grouped.class))
                .or(() -> Optional.ofNullable(field.getDeclaringClass().getAnnotation(Grouped.class)))
                .map(Grouped::value)
                .orElse(GENERAL);
    }
}
