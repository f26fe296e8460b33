package dev.coppice.eval.flow;

import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.eval.report.Planned;
import dev.coppice.export.ExportedModel;
import dev.coppice.models.network.Network;
import java.util.Optional;

/**
 * What came of rewriting a network.
 *
 * @param plan that was carried out
 * @param network that came of it
 * @param model the written file, with its distance from the reference
 * @param source how far the network, written as it was read, is from the model it was read from
 * @param planned what was chosen for a budget and predicted; empty where there was none
 * @param reference what the written file was compared with, in words: it computes what … does
 * @param inputs what both were run on, in words
 */
public record RewriteResult(
        CompressionPlan plan,
        Network network,
        ExportedModel model,
        SourceParity source,
        Optional<Planned> planned,
        String reference,
        String inputs) {}
