package dev.coppice.eval.metric;

import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import java.util.List;

/**
 * Evaluator of accuracy over one split of a data set, computed by ONNX Runtime on all physical cores.
 *
 * @param data labelled images; its classes must be among the network's, by name
 * @param split split to measure on
 * @param progress is told of every image
 * @param cancellation is asked before every batch
 * @param measuresLoss whether the mean cross-entropy is measured too, which costs an exponential per pixel and class
 */
public record OnnxEvaluator(
        Dataset data, String split, Progress progress, Cancellation cancellation, boolean measuresLoss)
        implements Evaluator {
    /** An evaluator without the loss. */
    public OnnxEvaluator(Dataset data, String split, Progress progress, Cancellation cancellation) {
        this(data, split, progress, cancellation, false);
    }

    /** An evaluator without progress or cancellation. */
    public OnnxEvaluator(Dataset data, String split) {
        this(data, split, Progress.SILENT, new Cancellation());
    }

    /** The same on another split. */
    public OnnxEvaluator on(String other) {
        return new OnnxEvaluator(data, other, progress, cancellation, measuresLoss);
    }

    /** The same with the mean cross-entropy measured too. */
    public OnnxEvaluator withLoss() {
        return new OnnxEvaluator(data, split, progress, cancellation, true);
    }

    /**
     * The accuracy of a network, written as ONNX in memory; with the loss of its logits if that is measured.
     *
     * @throws dev.coppice.models.InvalidInputException if the network lacks classes of the data or gives numbers that are
     *     not finite, or a picture cannot be used
     */
    @Override
    public Evaluation evaluate(Network network) {
        Network measured = measuresLoss ? network.body() : network;
        return evaluate(OnnxSource.of(measured), measured);
    }

    /** The accuracy of this model, which is the network written as ONNX. */
    public Evaluation evaluate(OnnxSource onnx, Network network) {
        try (OnnxSession session = OnnxSession.open(onnx.like(network.graph()))) {
            return data.holdsVolumes()
                    ? new VolumeRun(this, network).evaluate(session)
                    : run(network).evaluate(session);
        }
    }

    /**
     * The predictions of a model for some samples of the split: maps of the labels' sizes, with classes indexed as {@link
     * ClassMatching#classes()} lists them.
     */
    public List<LabelMap> predict(OnnxSource onnx, Network network, List<String> samples) {
        try (OnnxSession session = OnnxSession.open(onnx.like(network.graph()))) {
            return data.holdsVolumes()
                    ? new VolumeRun(this, network).predict(session, samples)
                    : run(network).predict(session, samples);
        }
    }

    /**
     * Shows a visitor the logits of every sample of the split.
     *
     * @param network network up to its logits, {@link Network#body}
     * @throws dev.coppice.models.InvalidInputException as {@link #evaluate(Network)} does
     */
    public <T> void visit(OnnxSource onnx, Network network, LogitsVisitor<T> visitor) {
        try (OnnxSession session = OnnxSession.open(onnx.like(network.graph()))) {
            run(network).visit(session, visitor);
        }
    }

    private SplitRun run(Network network) {
        return new SplitRun(this, network);
    }
}
