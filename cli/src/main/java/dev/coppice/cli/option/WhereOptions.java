package dev.coppice.cli.option;

import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.eval.sweep.SweepShard;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for where the points of a sweep are worked on. */
@Grouped(OptionGroup.RUNNING)
public final class WhereOptions {
    /** Name of the option for processes. */
    public static final String PARALLEL = "--parallel";

    /** Name of the option for a cluster. */
    public static final String SPARK = "--spark";

    /** Name of the option for a cluster whose machines see the same files. */
    public static final String SHARED_PATHS = "--shared-paths";

    /** Name of the option for what the point of a process must come to. */
    public static final String IDENTITY = "--point-identity";

    /** Name of the option for what points have in common. */
    public static final String FIGURES = "--figures";

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

    @Option(
            names = SPARK,
            paramLabel = "ADDRESS",
            defaultValue = "${sys:spark.master}", // where spark-submit puts its own
            description =
                    "Work on the points on an Apache Spark cluster, such as spark://host:7077: docs/sweeps.md. Latency is"
                            + " then measured at the end, on this machine, for points on the front. Default: the master that"
                            + " spark-submit got, or none.")
    private @Nullable String spark;

    @Option(
            names = SHARED_PATHS,
            description =
                    "With --spark: all machines see the network, the data and other files at the same paths as this one."
                            + " Default: they are sent to each machine once.")
    private boolean sharedPaths;

    @Option(names = POINT, hidden = true, paramLabel = "NAME", description = "Work on this point only, for --parallel.")
    private @Nullable String point;

    @Option(
            names = FIGURES,
            hidden = true,
            paramLabel = "DIR",
            description = "Folder of what points have in common, for a point on a cluster.")
    private @Nullable Path figures;

    @Option(
            names = IDENTITY,
            hidden = true,
            paramLabel = "HASH",
            description = "Hash of what decides the point's result, for a point on a cluster.")
    private @Nullable String identity;

    /** The hash of what decides the result of the only point of this process. */
    public Optional<String> identity() {
        return Optional.ofNullable(identity);
    }

    /** The folder of what points have in common, where it is not in that of the results. */
    public Optional<Path> figures() {
        return Optional.ofNullable(figures);
    }

    /** Reads the options and notes what is wrong. */
    public Choice choice(OptionCheck check) {
        check.require(parallel >= 1, PARALLEL + " is " + parallel + ", expected at least 1");
        check.require(
                spark == null || parallel == 1, PARALLEL + " and " + SPARK + " are both given, expected one of them");
        check.require(spark != null || !sharedPaths, SHARED_PATHS + " is given without " + SPARK + ", expected both");
        return new Choice(
                Math.max(1, parallel),
                check.accepted("--shard", () -> SweepShard.parse(shard), SweepShard.WHOLE),
                Optional.ofNullable(spark),
                sharedPaths,
                Optional.ofNullable(point));
    }

    /**
     * Where points are worked on.
     *
     * @param parallel number of processes at a time
     * @param shard part of the points
     * @param spark address of a cluster
     * @param sharedPaths whether its machines see the same files as this one
     * @param point the only point of this process, if another process keeps the table
     */
    public record Choice(
            int parallel, SweepShard shard, Optional<String> spark, boolean sharedPaths, Optional<String> point) {}
}
