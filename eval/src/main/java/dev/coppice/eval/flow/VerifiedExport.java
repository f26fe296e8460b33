package dev.coppice.eval.flow;

import dev.coppice.compress.plan.PlanFile;
import dev.coppice.export.ExportedModel;
import dev.coppice.export.OnnxExporter;
import dev.coppice.export.ParityCheck;
import dev.coppice.export.Provenance;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.network.Network;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A written network that computes the same in SameDiff and in ONNX Runtime.
 *
 * @param network the network as it was written
 * @param model the files under their final names
 * @param withoutSameDiff the reason why SameDiff took no part, empty if it did
 */
record VerifiedExport(Network network, ExportedModel model, Optional<String> withoutSameDiff) {
    /** Writes a network of a run, with the plan inside. */
    static VerifiedExport of(RunContext context, PlannedNetwork planned, Path target) {
        CompressionRequest request = context.request();
        Network network = planned.network();
        List<Tensor> inputs = ParityInputs.of(network, request.data(), request.split(), request.seed());
        Provenance provenance = Provenance.of(
                        PlanFile.format(planned.plan()),
                        request.seed(),
                        request.network().graph().hash())
                .from(request.metadata());
        try (ParityReference reference = ParityReference.of(network, request.trains(), context.progress())) {
            ExportedModel model = OnnxExporter.export(
                    network, provenance, target, new ParityCheck(reference, inputs), request.form());
            return new VerifiedExport(network, model, reference.withoutSameDiff());
        }
    }
}
