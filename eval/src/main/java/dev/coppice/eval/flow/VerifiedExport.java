package dev.coppice.eval.flow;

import dev.coppice.compress.plan.PlanFile;
import dev.coppice.eval.format.FormatCopy;
import dev.coppice.eval.format.ResultFormat;
import dev.coppice.eval.parity.ParityInputs;
import dev.coppice.eval.parity.ParityReference;
import dev.coppice.export.ExportedModel;
import dev.coppice.export.ParityCheck;
import dev.coppice.export.Provenance;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.network.Network;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A written network that computes the same in SameDiff and in ONNX Runtime.
 *
 * @param network the network as it was written
 * @param model the files under their final names
 * @param copy the same network in the source's own format
 * @param withoutSameDiff the reason why SameDiff took no part, empty if it did
 */
record VerifiedExport(Network network, ExportedModel model, FormatCopy copy, Optional<String> withoutSameDiff) {
    /** The file, to be run. */
    OnnxSource runnable() {
        return OnnxSource.written(model.file(), network);
    }

    /** Writes a network of a run as ONNX, with the plan inside. */
    static VerifiedExport of(RunContext context, PlannedNetwork planned, Path target) {
        return of(context, planned, target, (origin, check) -> FormatCopy.NONE);
    }

    /** Does the same, and writes a copy in the source's own format into the same folder. */
    static VerifiedExport withCopy(RunContext context, PlannedNetwork planned, Path target) {
        Path folder = target.resolveSibling("");
        return of(
                context,
                planned,
                target,
                (origin, check) -> FormatCopy.write(planned.network(), origin, folder, check, context.progress()));
    }

    private static VerifiedExport of(
            RunContext context,
            PlannedNetwork planned,
            Path target,
            BiFunction<ResultFormat.Origin, ParityCheck, FormatCopy> copying) {
        CompressionRequest request = context.request();
        Network network = planned.network();
        List<Tensor> inputs = ParityInputs.of(network, request.data(), request.split(), request.seed());
        Provenance provenance = Provenance.of(
                        PlanFile.format(planned.plan()),
                        request.seed(),
                        request.network().graph().hash())
                .from(request.metadata());
        try (ParityReference reference = ParityReference.of(network, request.trains(), context.progress())) {
            ParityCheck check = new ParityCheck(reference, inputs);
            ResultFormat.Origin origin = new ResultFormat.Origin(request.file(), provenance, request.form());
            ExportedModel model = ResultFormat.write(network, origin, target, check);
            return new VerifiedExport(network, model, copying.apply(origin, check), reference.withoutSameDiff());
        }
    }
}
