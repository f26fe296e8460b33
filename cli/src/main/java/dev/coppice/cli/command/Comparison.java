package dev.coppice.cli.command;

import dev.coppice.cli.terminal.Figures;
import dev.coppice.cli.terminal.TextTable;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.eval.budget.FrontierFiles;
import dev.coppice.eval.flow.CompressionFlow;
import dev.coppice.eval.flow.CompressionResult;
import dev.coppice.eval.latency.DeployedLatency;
import dev.coppice.eval.latency.LatencyConditions;
import dev.coppice.eval.report.Measured;
import dev.coppice.eval.report.Planned;
import dev.coppice.eval.report.Promise;
import dev.coppice.eval.report.Report;
import dev.coppice.eval.report.ReportFiles;
import dev.coppice.models.measure.Metric;
import dev.coppice.models.network.CardFile;
import java.util.ArrayList;
import java.util.List;

/**
 * A finished compression as a table of cost and accuracy.
 *
 * @param result the result of the flow
 */
record Comparison(CompressionResult result) {
    String text() {
        Report report = result.report();
        List<String> lines = new ArrayList<>();
        lines.add(report.origin().network() + " on " + report.data().name() + "/"
                + report.data().split() + ", " + report.data().images() + " images");
        lines.add("");
        lines.add(table(report).toString());
        lines.add("");
        report.planned().ifPresent(planned -> lines.addAll(promised(planned)));
        report.promise().ifPresent(promise -> {
            lines.add(rounds(promise).toString());
            lines.add("");
            lines.add(promise.sentence());
        });
        lines.add(planned(result.plan()));
        lines.add(report.timing().map(LatencyConditions::sentence).orElse("Latency: not measured."));
        lines.addAll(report.notes());
        lines.add("");
        lines.add("model     " + result.model().file() + ", card "
                + CardFile.beside(result.model().file()).getFileName());
        result.copy().ifPresent(copy -> lines.add("copy      " + copy.file()));
        lines.add("report    " + result.folder().resolve(ReportFiles.PAGE) + ", " + ReportFiles.MARKDOWN + ", "
                + ReportFiles.JSON);
        lines.add("plan      " + result.folder().resolve(CompressionFlow.PLAN));
        if (report.planned().isPresent() || report.promise().isPresent()) {
            lines.add("frontier  " + result.folder().resolve(FrontierFiles.CSV) + ", " + FrontierFiles.PICTURE);
        }
        lines.add("pictures  " + result.folder().resolve(ReportFiles.EXAMPLES));
        return String.join("\n", lines);
    }

    private static List<String> promised(Planned planned) {
        return List.of(
                "Budget " + planned.budget() + ": " + planned.chosen() + ".", "", Frontiers.promised(planned), "");
    }

    private static TextTable table(Report report) {
        Metric metric = report.original().evaluation().metric();
        TextTable table = new TextTable(
                1,
                "",
                "MACs",
                "share",
                "parameters",
                "file",
                "1 thread",
                "faster",
                "all cores",
                "faster",
                metric.words(),
                metric == Metric.MEAN_IOU ? "pixel acc." : metric.secondaryWords(),
                "drop");
        row(table, "original", report.original(), report);
        report.originalRetrained().ifPresent(m -> row(table, "original, same retraining", m, report));
        row(table, "rewritten", report.rewritten(), report);
        row(table, report.training().isPresent() ? "retrained" : "as written", report.retrained(), report);
        return table;
    }

    private static TextTable rounds(Promise promise) {
        List<List<String>> rows = promise.rows();
        TextTable table =
                new TextTable(1, rows.get(0).toArray(String[]::new)).words(6).words(7);
        rows.stream().skip(1).forEach(row -> table.row(row.toArray(String[]::new)));
        return table;
    }

    private static void row(TextTable table, String name, Measured network, Report report) {
        Measured original = report.original();
        table.row(
                name,
                Figures.count(network.cost().macs()),
                Figures.share(network.cost().macs(), original.cost().macs()),
                Figures.count(network.cost().parameters()),
                Figures.bytes(network.bytes()),
                Figures.latency(network, DeployedLatency::oneThread),
                Figures.faster(original, network, DeployedLatency::oneThread),
                Figures.latency(network, DeployedLatency::allCores),
                Figures.faster(original, network, DeployedLatency::allCores),
                Figures.accuracy(network.evaluation().accuracy()),
                Figures.accuracy(network.evaluation().secondary()),
                Figures.drop(report.drop(network)));
    }

    private static String planned(CompressionPlan plan) {
        int all = (int) plan.decisions().stream()
                .filter(decision -> !decision.pass().equals(ChannelPruning.WIDTHS))
                .count();
        int declined = plan.declined().size();
        return "Candidates: " + all + ", changed " + (all - declined) + ", left alone " + declined
                + (declined == 0 ? "." : ", each with its reason in the report.");
    }
}
