package dev.coppice.cli.option;

import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.eval.flow.Checkpointing;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The options for checkpoints, from which a killed training continues. */
@Grouped(OptionGroup.RUNNING)
public final class CheckpointOptions {
    private static final double SECONDS = 60;

    @Option(
            names = "--resume",
            description = "Continue from the checkpoint of an interrupted run with the same options. Without a"
                    + " checkpoint, start from the beginning.")
    private boolean resume;

    @Option(
            names = "--checkpoint-minutes",
            paramLabel = "N",
            defaultValue = "5",
            description = "The longest time between two checkpoints, in minutes; above 0. There is also one after each"
                    + " epoch. Default: ${DEFAULT-VALUE}.")
    private double minutes;

    /** Reads the options, and notes what is wrong. */
    public Checkpointing checkpointing(OptionCheck check) {
        boolean valid = minutes > 0 && !Double.isInfinite(minutes);
        check.require(valid, "--checkpoint-minutes is " + minutes + ", expected a finite number above 0");
        return new Checkpointing(
                valid ? Duration.ofMillis(Math.round(minutes * SECONDS * 1000)) : Checkpointing.USUAL,
                resume ? Checkpointing.Found.RESUMED : Checkpointing.Found.REFUSED);
    }
}
