package dev.coppice.models;

/**
 * A setting that messages speak of. The library calls it by its word; whoever takes it from a person under another name, as the
 * command line does, tells the message with {@link SettingNames} of its own.
 */
public enum Setting {
    /** Where results are written. */
    OUTPUT("output"),
    /** Whether results and checkpoints of an earlier run are replaced. */
    OVERWRITING("overwriting"),
    /** Whether training goes on from a checkpoint. */
    RESUMING("resuming"),
    /** The share of channels that is removed. */
    RATIO("pruning ratio"),
    /** The share of MACs that is kept. */
    MACS("share of MACs"),
    /** The share of parameters that is kept. */
    PARAMETERS("share of parameters"),
    /** The most that a network may take. */
    BUDGET("budget"),
    /** The share of its channels that a layer loses at most. */
    CEILING("largest ratio"),
    /** Layers that lose no channels. */
    IGNORED("ignored layers"),
    /** Layers with a ratio of their own. */
    PINNED("pinned layers"),
    /** The number that kept channels are a multiple of. */
    ROUNDING("rounding"),
    /** The grid that feature maps are capped at. */
    GRID("grid"),
    /** Where in a network grids are lowered. */
    REGION("region"),
    /** How long a network is trained. */
    LENGTH("training length"),
    /** How many pictures a training step sees. */
    BATCH("batch"),
    /** The size of the parts of pictures that are trained on. */
    CROP("crop"),
    /** What blocks of labels are trained towards. */
    BLOCK_TARGET("block target"),
    /** By what a network is compared with its teacher. */
    DISTILLATION("distillation by"),
    /** What logits are divided by for distillation. */
    TEMPERATURE("distillation temperature"),
    /** Weights drawn at random where a file leaves them out. */
    RANDOM_WEIGHTS("random weights"),
    /** What makes a channel important. */
    CRITERION("criterion"),
    /** Labelled pictures. */
    DATA("data"),
    /** What a network's numbers mean. */
    CARD("card"),
    /** Height and width of the input. */
    SIZE("size"),
    /** What is subtracted from pixels. */
    MEAN("mean"),
    /** What pixels are divided by. */
    DEVIATION("std"),
    /** The names of classes. */
    CLASSES("classes");

    private final String word;

    Setting(String word) {
        this.word = word;
    }

    /** What the library calls it. */
    public String word() {
        return word;
    }
}
