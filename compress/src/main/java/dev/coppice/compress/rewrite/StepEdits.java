package dev.coppice.compress.rewrite;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import java.util.List;

/**
 * Edits that carry out a step.
 *
 * @param graph graph that the step was made for
 */
record StepEdits(Graph graph) implements PlanStep.Visitor<List<GraphEdit>> {
    @Override
    public List<GraphEdit> cutChannels(PlanStep.CutChannels step) {
        return new CutChannelsRewrite().edits(step, graph);
    }

    @Override
    public List<GraphEdit> insertResample(PlanStep.InsertResample step) {
        return new InsertResampleRewrite().edits(step, graph);
    }

    @Override
    public List<GraphEdit> replaceByResample(PlanStep.ReplaceByResample step) {
        return new ReplaceByResampleRewrite().edits(step, graph);
    }

    @Override
    public List<GraphEdit> bypassNode(PlanStep.BypassNode step) {
        return new BypassNodeRewrite().edits(step, graph);
    }

    @Override
    public List<GraphEdit> setWindow(PlanStep.SetWindow step) {
        return new SetWindowRewrite().edits(step, graph);
    }

    @Override
    public List<GraphEdit> resampleKernel(PlanStep.ResampleKernel step) {
        return new ResampleKernelRewrite().edits(step, graph);
    }

    @Override
    public List<GraphEdit> transposedToConv(PlanStep.TransposedToConv step) {
        return new TransposedToConvRewrite().edits(step, graph);
    }

    @Override
    public List<GraphEdit> setSizes(PlanStep.SetSizes step) {
        return new CutChannelsRewrite().edits(new PlanStep.CutChannels(List.of(), List.of(), step.sizes()), graph);
    }

    @Override
    public List<GraphEdit> scaleOutput(PlanStep.ScaleOutput step) {
        return new ScaleOutputRewrite().edits(step, graph);
    }

    @Override
    public List<GraphEdit> weighPositions(PlanStep.WeighPositions step) {
        return new WeighPositionsRewrite().edits(step, graph);
    }

    @Override
    public List<GraphEdit> resampleConstant(PlanStep.ResampleConstant step) {
        return new ResampleConstantRewrite().edits(step, graph);
    }

    @Override
    public List<GraphEdit> keepLast(PlanStep.KeepLast step) {
        return new KeepLastRewrite().edits(step, graph);
    }

    @Override
    public List<GraphEdit> writeOut(PlanStep.WriteOut step) {
        return new WriteOutRewrite().edits(step, graph);
    }
}
