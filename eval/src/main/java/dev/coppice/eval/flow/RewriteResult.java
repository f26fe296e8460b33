package dev.coppice.eval.flow;

import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.export.ExportedModel;
import dev.coppice.models.network.Network;

/**
 * What came of rewriting a network.
 *
 * @param plan that was carried out
 * @param network that came of it
 * @param model the written file
 */
public record RewriteResult(CompressionPlan plan, Network network, ExportedModel model) {}
