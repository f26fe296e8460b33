package dev.coppice.eval.parity;

import dev.coppice.export.ParityCheck;
import dev.coppice.export.parity.Parity;
import dev.coppice.export.parity.ParityReport;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.network.Network;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Difference between a network, written again as it was read, and its source file, both run in ONNX Runtime as deployed:
 * with the runtime's optimizations. The optimizations may be wrong and change what a source computes. A network that agrees
 * with the source run without them is right, as that is what the file says.
 *
 * @param report differences from the source, run without optimizations if {@code optimizations} is there
 * @param apart why the source is no file but itself what was read; empty if the network was compared with its file
 * @param optimizations what the runtime's optimizations change in the source itself, if the network agrees with it only
 *     without them
 */
public record SourceParity(ParityReport report, Optional<String> apart, Optional<ParityReport> optimizations) {
    /**
     * Runs both on the same inputs.
     *
     * @throws dev.coppice.export.ParityException if they differ both with optimizations and without
     */
    public static SourceParity require(OnnxSource source, Network network, List<Tensor> inputs) {
        return require(source, network, check(() -> OnnxSession.briefly(source), network, inputs));
    }

    /** The same with the source as it is deployed, on inputs that it was run on. */
    public static SourceParity require(OnnxSource source, Network network, ParityCheck deployed) {
        try (OnnxSession again = OnnxSession.briefly(OnnxSource.of(network))) {
            ParityReport report = deployed.of(again::run);
            if (report.within(deployed.tolerance())) {
                return new SourceParity(report, source.standsIn(), Optional.empty());
            }
            return withoutOptimizations(source, network, again, deployed);
        }
    }

    /** A sentence for a report. */
    public String sentence() {
        return apart.map(why -> "The original was not compared with a file: " + why + ".")
                .orElseGet(this::compared);
    }

    private String compared() {
        return "The original, written again as it was read, computes what its file does in ONNX Runtime"
                + optimizations
                        .map(o -> " without optimizations, which change what the file computes (" + o + ")")
                        .orElse("")
                + ": " + report + ".";
    }

    private static SourceParity withoutOptimizations(
            OnnxSource source, Network network, OnnxSession again, ParityCheck deployed) {
        ParityCheck check = check(() -> OnnxSession.unoptimized(source), network, deployed.inputs());
        ParityReport report = check.require(
                again::run,
                "'" + source.name() + "' as Coppice reads it and writes it again does not compute what the file does");
        return new SourceParity(
                report,
                source.standsIn(),
                Optional.of(Parity.compare(deployed.reference(), check.reference(), deployed.inputs())));
    }

    private static ParityCheck check(Supplier<OnnxSession> source, Network network, List<Tensor> inputs) {
        return new ParityCheck(RecordedOutputs.of(source, network, inputs), inputs, ParityCheck.SAME_RUNTIME)
                .fitting(network.graph());
    }
}
