package dev.coppice.models;

/**
 * A setting that messages mention. The library calls it by its own word. A caller with other names, such as the command
 * line, gives the message its {@link SettingNames}.
 */
public enum Setting {
    /** Where results are written. */
    OUTPUT("output"),
    /** Whether results and checkpoints of an earlier run are replaced. */
    OVERWRITING("overwriting"),
    /** Whether training resumes from a checkpoint. */
    RESUMING("resuming"),
    /** The share of channels to remove. */
    RATIO("pruning ratio"),
    /** The share of MACs to keep. */
    MACS("share of MACs"),
    /** The share of parameters to keep. */
    PARAMETERS("share of parameters"),
    /** The budget of a network. */
    BUDGET("budget"),
    /** The largest share of its channels that a layer may lose. */
    CEILING("largest ratio"),
    /** Layers that keep all their channels. */
    IGNORED("ignored layers"),
    /** Layers with a ratio of their own. */
    PINNED("pinned layers"),
    /** The number of kept channels is a multiple of this. */
    ROUNDING("rounding"),
    /** The finest grid that feature maps may have. */
    GRID("grid"),
    /** Where in a network grids are lowered. */
    REGION("region"),
    /** How long a network is trained. */
    LENGTH("training length"),
    /** Layers that training leaves as they are. */
    FROZEN("frozen layers"),
    /** The number of pictures in a training step. */
    BATCH("batch"),
    /** The size of training crops. */
    CROP("crop"),
    /** The training target for labels that are blocks. */
    BLOCK_TARGET("block target"),
    /** What distillation compares in a network and its teacher. */
    DISTILLATION("distillation by"),
    /** The temperature of distillation, which divides logits. */
    TEMPERATURE("distillation temperature"),
    /** Random weights in place of those that a file leaves out. */
    RANDOM_WEIGHTS("random weights"),
    /** Whether a quantised network is read in floating point. */
    DEQUANTIZE("dequantization"),
    /** Inputs that become constants. */
    FIXED_INPUTS("fixed inputs"),
    /** The opset of a written file. */
    OPSET("opset"),
    /** The importance criterion of channels. */
    CRITERION("criterion"),
    /** Labelled pictures. */
    DATA("data"),
    /** The network card, which says what a network's numbers mean. */
    CARD("card"),
    /** Height and width of the input. */
    SIZE("size"),
    /** The order of the axes of images. */
    LAYOUT("layout"),
    /** The mean that is subtracted from pixels. */
    MEAN("mean"),
    /** The standard deviation that pixels are divided by. */
    DEVIATION("std"),
    /** The names of classes. */
    CLASSES("classes");

    private final String word;

    Setting(String word) {
        this.word = word;
    }

    /** The library's own word for this setting. */
    public String word() {
        return word;
    }
}
