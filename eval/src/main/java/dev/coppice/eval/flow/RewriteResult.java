package dev.coppice.eval.flow;

import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.eval.parity.SourceParity;
import dev.coppice.eval.report.Planned;
import dev.coppice.export.ExportedModel;
import dev.coppice.models.network.Network;
import java.util.Optional;

/**
 * The result of rewriting a network.
 *
 * @param plan the plan that was carried out
 * @param network the rewritten network
 * @param model the written file, with its difference from the reference
 * @param source difference between the network, written as it was read, and the model it was read from
 * @param planned the choice for a budget and its predictions; empty if there was no budget
 * @param reference description of the reference, to follow "computes what …"
 * @param inputs description of the inputs that both were run on
 */
public record RewriteResult(
        CompressionPlan plan,
        Network network,
        ExportedModel model,
        SourceParity source,
        Optional<Planned> planned,
        String reference,
        String inputs) {}
