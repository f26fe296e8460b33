package dev.coppice.eval.flow;

import dev.coppice.eval.report.ReportFiles;
import java.nio.file.Path;
import java.util.List;

/** Writes the network: recalibrated if that was done before, and as it was trained otherwise. */
record ExportModel() implements FlowStage {
    @Override
    public CompressionState next(CompressionState state, RunContext context) {
        CompressionRequest request = context.request();
        Path target = request.out().resolve(CompressionFlow.MODEL);
        context.progress().message("Writing " + target);
        PlannedNetwork now = state.planned();
        PlannedNetwork result = state.recalibrated()
                .map(recalibrated -> new PlannedNetwork(now.plan(), recalibrated.network()))
                .orElse(now);
        VerifiedExport export = VerifiedExport.of(context, result, target);
        // a report of the model that was there before is none of this one
        List.of(ReportFiles.JSON, ReportFiles.MARKDOWN, ReportFiles.EXAMPLES, CompressionFlow.PLAN)
                .forEach(name -> OutputFolder.discard(request.out().resolve(name)));
        return state.withExport(export);
    }
}
