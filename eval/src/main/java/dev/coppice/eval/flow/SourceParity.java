package dev.coppice.eval.flow;

import dev.coppice.export.ParityCheck;
import dev.coppice.export.parity.OutputSource;
import dev.coppice.export.parity.Parity;
import dev.coppice.export.parity.ParityReport;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.Network;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How far a network, written again as it was read, is from its source file in ONNX Runtime, as both are deployed: with the
 * runtime's optimizations. They may be wrong, and then change what a source computes; where the network agrees with the
 * source run without them, that is what its file says.
 *
 * @param report differences, from the source without optimizations where {@code optimizations} is there
 * @param optimizations what the runtime's optimizations do to the source itself, where the network agrees with it only
 *     without them
 */
public record SourceParity(ParityReport report, Optional<ParityReport> optimizations) {
    /**
     * Runs both on the same inputs.
     *
     * @throws dev.coppice.export.ParityException if they differ with optimizations and without
     */
    static SourceParity require(OnnxSource source, Network network, List<Tensor> inputs) {
        try (OnnxSession again = OnnxSession.open(OnnxSource.of(network));
                OnnxSession optimized = OnnxSession.open(source)) {
            ParityCheck deployed = check(optimized, network, inputs);
            ParityReport report = deployed.of(again::run);
            if (report.within(deployed.tolerance())) {
                return new SourceParity(report, Optional.empty());
            }
            return withoutOptimizations(source, network, again, deployed);
        }
    }

    /** For a report. */
    String sentence() {
        return "Written again as it was read, the original computes what its file does in ONNX Runtime"
                + optimizations
                        .map(o -> " without optimizations, which change what the file computes (" + o + ")")
                        .orElse("")
                + ": " + report + ".";
    }

    private static SourceParity withoutOptimizations(
            OnnxSource source, Network network, OnnxSession again, ParityCheck deployed) {
        try (OnnxSession plain = OnnxSession.unoptimized(source)) {
            ParityCheck check = check(plain, network, deployed.inputs());
            ParityReport report = check.require(
                    again::run,
                    "'" + source.name()
                            + "' as Coppice reads it and writes it again does not compute what the file does");
            return new SourceParity(
                    report, Optional.of(Parity.compare(deployed.reference(), check.reference(), deployed.inputs())));
        }
    }

    private static ParityCheck check(OnnxSession source, Network network, List<Tensor> inputs) {
        return new ParityCheck(outputs(source, network), inputs, ParityCheck.SAME_RUNTIME);
    }

    /** The source has the network's outputs and input by name; it may have more of either. */
    private static OutputSource outputs(OnnxSession source, Network network) {
        Set<String> wanted = new LinkedHashSet<>(source.outputs());
        wanted.retainAll(
                network.graph().outputs().stream().map(TensorInfo::name).toList());
        return input -> source.run(Map.of(network.card().input().name(), input), wanted);
    }
}
