package dev.coppice.cli.option;

import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.eval.sweep.SweepShard;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for where the points of a sweep are worked on. */
@Grouped(OptionGroup.RUNNING)
public final class WhereOptions {
    /** Name of the option for processes. */
    public static final String PARALLEL = "--parallel";

    /** Name of the option for the point that one process works on. */
    public static final String POINT = "--point";

    @Option(
            names = PARALLEL,
            paramLabel = "N",
            description =
                    "Work on N points at a time, at least 1, each in a process with its share of cores and memory. Latency is then"
                            + " measured at the end, with nothing beside it, for points on the front. Default: 1, one after another.")
    private int parallel = 1;

    @Option(
            names = "--shard",
            paramLabel = "i/n",
            description =
                    "Work on the i-th of n parts of the points only, such as 1/3. Start one with the same other options"
                            + " for each part, on any machines; 'coppice sweep merge' puts their tables together."
                            + " Default: 1/1, all.")
    private String shard = "1/1";

    @Option(names = POINT, hidden = true, paramLabel = "NAME", description = "Work on this point only, for --parallel.")
    private @Nullable String point;

    /** Reads the options and notes what is wrong. */
    public Choice choice(OptionCheck check) {
        check.require(parallel >= 1, PARALLEL + " is " + parallel + ", expected at least 1");
        return new Choice(
                Math.max(1, parallel),
                check.accepted("--shard", () -> SweepShard.parse(shard), SweepShard.WHOLE),
                Optional.ofNullable(point));
    }

    /**
     * Where points are worked on.
     *
     * @param parallel number of processes at a time
     * @param shard part of the points
     * @param point the only point of this process, if another process keeps the table
     */
    public record Choice(int parallel, SweepShard shard, Optional<String> point) {}
}
