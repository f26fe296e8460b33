package dev.coppice.cli;

import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.grid.Region;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.eval.source.ModelFormats;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.format.SourceModel;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A graph truncated to a quarter of its input's size along each axis, everywhere, written and run.
 *
 * @param macs share of the MACs that is left; 1 where nothing is truncated
 * @param reason what is not truncated, or why nothing is; the first of several, with their number
 * @param trouble what is wrong with the result; empty if it has the original's output shapes and finite values
 */
record TruncatedGraph(double macs, String reason, String trouble) {
    private static final GridTruncation QUARTER = new GridTruncation(new Grid(1, 4), new Region.All(), Resampling.AREA);

    /** Truncates a model at these sizes of its image, and runs it on the inputs. */
    static TruncatedGraph of(Path source, Map<String, Tensor> inputs) {
        try {
            SourceModel model = ModelFormats.read(source);
            Network network = model.network(image(model));
            CompressionPlan plan = QUARTER.plan(network);
            List<Decision> declined = plan.declined().stream()
                    .filter(decision -> !decision.reason().contains("within the limit"))
                    .toList();
            String reason = declined.isEmpty() ? "" : said(declined.get(0)) + more(declined.size() - 1);
            if (plan.steps().isEmpty()) {
                return new TruncatedGraph(1, reason, "");
            }
            Network truncated = PlanRewriter.rewrite(network, plan);
            double macs = (double) Cost.of(truncated).macs() / Cost.of(network).macs();
            return new TruncatedGraph(macs, reason, trouble(source, truncated, inputs));
        } catch (InvalidInputException e) {
            return new TruncatedGraph(1, String.valueOf(e.getMessage()), "");
        }
    }

    /** The sizes that the file fixes, else those that {@link EveryGraph} gives. */
    private static Shape image(SourceModel model) {
        try {
            return model.image(Optional.empty());
        } catch (InvalidInputException open) {
            return model.image(Optional.of(EveryGraph.SIZE));
        }
    }

    private static String said(Decision decision) {
        return decision.where().startsWith("region ")
                ? decision.reason()
                : "'" + decision.where() + "' " + decision.reason();
    }

    private static String more(int others) {
        return others > 0 ? "; " + others + " more" : "";
    }

    private static String trouble(Path source, Network truncated, Map<String, Tensor> inputs) {
        byte[] written = OnnxWriter.bytes(truncated.graph(), WriteOptions.of(truncated.inputShape(truncated.batch())));
        try (OnnxSession a = OnnxSession.open(written, "truncated");
                OnnxSession b = OnnxSession.open(source)) {
            Set<String> outputs = new LinkedHashSet<>(b.outputs());
            Map<String, Tensor> after = a.run(inputs, outputs);
            Map<String, Tensor> before = b.run(inputs, outputs);
            return outputs.stream()
                    .filter(name -> !isAlike(before.get(name), after.get(name)))
                    .map(name -> "output '" + name + "' is " + after.get(name) + " in place of " + before.get(name))
                    .collect(Collectors.joining("; "));
        }
    }

    private static boolean isAlike(@Nullable Tensor before, @Nullable Tensor after) {
        return before != null
                && after != null
                && before.shape().equals(after.shape())
                && (after.type() != ElementType.FLOAT || !isFinite(before.toFloats()) || isFinite(after.toFloats()));
    }

    private static boolean isFinite(float... values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
