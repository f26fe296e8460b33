package dev.coppice.eval.flow;

import dev.coppice.eval.output.OutputFolder;
import dev.coppice.eval.report.ReportFiles;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Export of the network: recalibrated if it was recalibrated before, otherwise as it was trained. */
record ExportModel() implements FlowStage {
    @Override
    public Optional<String> title() {
        return Optional.of("writing the model");
    }

    @Override
    public CompressionState next(CompressionState state, RunContext context) {
        CompressionRequest request = context.request();
        Path target = request.out().resolve(CompressionFlow.MODEL);
        PlannedNetwork now = state.planned();
        PlannedNetwork result = state.recalibrated()
                .map(recalibrated -> new PlannedNetwork(now.plan(), recalibrated.network()))
                .orElse(now);
        VerifiedExport export = VerifiedExport.withCopy(context, result, target);
        // a report of the former model does not belong to this one
        Stream.concat(ReportFiles.NAMES.stream(), Stream.of(CompressionFlow.PLAN))
                .forEach(name -> OutputFolder.discard(request.out().resolve(name)));
        return state.withExport(export);
    }
}
