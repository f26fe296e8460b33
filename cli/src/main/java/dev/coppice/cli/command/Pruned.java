package dev.coppice.cli.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.cli.terminal.Figures;
import dev.coppice.cli.terminal.TextTable;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.PruningTarget;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.compress.prune.PruningReach;
import dev.coppice.eval.flow.RewriteFlow;
import dev.coppice.eval.flow.RewriteResult;
import dev.coppice.eval.report.ReportJson;
import dev.coppice.export.parity.ParityReport;
import dev.coppice.models.cost.Cost;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The output of {@code prune}.
 *
 * @param result the plan and the written files
 * @param before the cost of the model as read
 * @param after the cost of the smaller model
 * @param reach the number of channels cut, and why not more
 * @param asked the target; empty if a plan was replayed
 * @param filled the number of missing tensors that were filled at random
 * @param leftOut the parts of the file that no output needs, one sentence for each kind
 */
record Pruned(
        RewriteResult result,
        Cost before,
        Cost after,
        PruningReach reach,
        Optional<PruningTarget> asked,
        int filled,
        List<String> leftOut) {
    private static final JsonMapper JSON = new JsonMapper();

    /** The output as JSON. */
    ObjectNode json() {
        ObjectNode root = JSON.createObjectNode()
                .put("model", result.model().file().toString())
                .put("bytes", result.model().bytes());
        root.putObject("original")
                .put("macs", before.macs())
                .put("parameters", before.parameters())
                .put("channels", reach.before());
        root.putObject("pruned")
                .put("macs", after.macs())
                .put("parameters", after.parameters())
                .put("channels", reach.after());
        ratio().ifPresent(ratio -> root.put("asked", ratio));
        root.put("cut", reach.share());
        result.planned().ifPresent(planned -> root.set("planned", ReportJson.planned(planned)));
        obstacles().forEach(root.withArray("/obstacles")::add);
        root.put("filledAtRandom", filled);
        leftOut.forEach(root.putArray("leftOut")::add);
        ObjectNode parity =
                root.putObject("parity").put("reference", result.reference()).put("inputs", result.inputs());
        parity(parity.putObject("uncut"), result.source().report());
        parity(parity.putObject("file"), result.model().parity());
        result.model().rounding().ifPresent(r -> parity(parity.putObject("rounding"), r));
        result.source().optimizations().ifPresent(o -> parity(parity.putObject("sourceOptimized"), o));
        result.plan().decisions().forEach(d -> root.withArray("/decisions")
                .addObject()
                .put("where", d.where())
                .put("changed", d.changed())
                .put("reason", d.reason()));
        return root;
    }

    /** The output as text. */
    String text() {
        List<String> lines = new ArrayList<>();
        TextTable decisions = new TextTable(2, "layer", "what became of its channels");
        layers().forEach(d -> decisions.row(d.where(), said(d)));
        lines.add(decisions.toString());
        lines.add("");
        lines.add("channels    " + reach.before() + " to " + reach.after() + ": cut "
                + String.format(Locale.ROOT, "%.3f", reach.share())
                + ratio().map(ratio -> ", asked for " + ratio).orElse(""));
        obstacles().forEach(obstacle -> lines.add("            " + obstacle));
        lines.add("MACs        " + Figures.count(before.macs()) + " to " + Figures.count(after.macs()) + ", "
                + Figures.share(after.macs(), before.macs()));
        lines.add("parameters  " + Figures.count(before.parameters()) + " to " + Figures.count(after.parameters())
                + ", " + Figures.share(after.parameters(), before.parameters()));
        result.plan().decisions().stream()
                .filter(Pruned::isTarget)
                .forEach(d -> lines.add("target      " + (d.changed() ? "met: " : "missed: ") + d.reason()));
        result.plan().decisions().stream()
                .filter(Pruned::isWidths)
                .forEach(d -> lines.add("widths      " + d.reason()));
        result.planned().ifPresent(planned -> lines.addAll(1, Frontiers.lines(planned)));
        if (filled > 0) {
            lines.add("weights     " + filled + " tensors that the file leaves out, filled at random");
        }
        leftOut.forEach(sentence -> lines.add("unused      " + sentence));
        lines.add("inputs      " + result.inputs());
        lines.addAll(parity());
        lines.add("model       " + result.model().file() + ", "
                + Figures.bytes(result.model().bytes()));
        lines.add("plan        " + RewriteFlow.planBeside(result.model().file()));
        result.planned()
                .ifPresent(planned -> lines.add("frontier    "
                        + RewriteFlow.frontierBeside(result.model().file())));
        return String.join("\n", lines);
    }

    private List<String> parity() {
        List<String> lines = new ArrayList<>();
        lines.add(result.source()
                .apart()
                .map(why -> "uncut       not compared with a file: " + why)
                .orElseGet(
                        () -> "uncut       written again as it was read, computes what the source does in ONNX Runtime"
                                + (result.source().optimizations().isPresent() ? " without its optimizations" : "")
                                + ": " + result.source().report()));
        result.source()
                .optimizations()
                .ifPresent(o ->
                        lines.add("            they change what the source computes, and not what is written: " + o));
        lines.add("file        loads and computes what " + result.reference() + ": "
                + result.model().parity());
        result.model().roundingWords().ifPresent(words -> lines.add("precision   " + words));
        return lines;
    }

    private static void parity(ObjectNode node, ParityReport report) {
        node.put("maxAbs", report.maxAbs()).put("maxRel", report.maxRel()).put("inputs", report.inputs());
    }

    private Stream<Decision> layers() {
        return result.plan().decisions().stream().filter(d -> !isTarget(d) && !isWidths(d));
    }

    private static boolean isWidths(Decision decision) {
        return decision.pass().equals(ChannelPruning.WIDTHS);
    }

    private static boolean isTarget(Decision decision) {
        return decision.pass().equals(ChannelPruning.TARGET);
    }

    private Optional<Double> ratio() {
        return asked.flatMap(target -> target.match(ratio -> Optional.of(ratio.value()), share -> Optional.empty()));
    }

    private List<String> obstacles() {
        return ratio().map(reach::obstacles).orElse(List.of());
    }

    private static String said(Decision decision) {
        return decision.changed() ? decision.reason() : "kept: " + decision.reason();
    }
}
