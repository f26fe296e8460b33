package dev.coppice.cli.command;

import dev.coppice.cli.option.WhereOptions;
import dev.coppice.eval.sweep.PointCluster;
import dev.coppice.eval.sweep.SweepFlow;
import dev.coppice.eval.sweep.SweepRequest;
import dev.coppice.eval.sweep.SweepRow;
import dev.coppice.models.InvalidInputException;
import java.util.List;
import java.util.ServiceLoader;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The place where the points of a sweep are worked on: this process, several, or a cluster.
 *
 * @param command the command, which those who work on a point get the arguments of
 */
record SweepPlace(CommandSpec command, WhereOptions.Choice place) {
    /** Works on the points; gives their lines. */
    List<SweepRow> work(SweepFlow flow, SweepRequest request) {
        List<String> arguments = command.root().commandLine().getParseResult().expandedArgs();
        if (place.spark().isPresent()) {
            return flow.run(
                    request,
                    cluster(),
                    place.spark().get(),
                    () -> InputArchive.order(
                            command,
                            PointArguments.with(
                                    arguments,
                                    WhereOptions.FIGURES,
                                    request.out().resolve(SweepRequest.FIGURES)),
                            place.sharedPaths()));
        }
        return place.parallel() == 1
                ? flow.run(request)
                : flow.run(
                        request,
                        place.parallel(),
                        new CommandLauncher(
                                command.root().userObject().getClass().getName(), arguments));
    }

    private static PointCluster cluster() {
        return ServiceLoader.load(PointCluster.class)
                .findFirst()
                .orElseThrow(
                        () -> new InvalidInputException(
                                "--spark needs Apache Spark and the module spark, which are not"
                                        + " here. Run it by './coppice', which finds both (docs/sweeps.md), or by spark-submit."));
    }
}
