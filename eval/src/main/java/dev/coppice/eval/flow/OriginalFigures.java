package dev.coppice.eval.flow;

import dev.coppice.eval.parity.ParityInputs;
import dev.coppice.eval.parity.SourceParity;
import dev.coppice.eval.report.Measured;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.network.Network;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Figures of an original, measured once for all runs on it. Each way of retraining it alike is measured once too. */
final class OriginalFigures {
    private final OnnxSource model;
    private final SourceParity parity;
    private final Evaluation accuracy;
    private final BiFunction<Fingerprint, Supplier<Measured>, Measured> kept;
    private final Map<Fingerprint, Measured> alike = new HashMap<>();

    private OriginalFigures(
            OnnxSource model,
            SourceParity parity,
            Evaluation accuracy,
            BiFunction<Fingerprint, Supplier<Measured>, Measured> kept) {
        this.model = model;
        this.parity = parity;
        this.accuracy = accuracy;
        this.kept = kept;
    }

    /**
     * Measures an original.
     *
     * @param kept figures of the original retrained in some way, as another process found them, or else new ones
     */
    static OriginalFigures of(
            CompressionRequest request,
            OnnxSource model,
            Function<OnnxSource, Evaluation> accuracy,
            BiFunction<Fingerprint, Supplier<Measured>, Measured> kept) {
        Network network = request.network();
        List<Tensor> inputs = ParityInputs.of(network, request.data(), request.split(), request.seed());
        return new OriginalFigures(model, SourceParity.require(model, network, inputs), accuracy.apply(model), kept);
    }

    /** The original's own file, or the file that would be written if it has none. */
    OnnxSource model() {
        return model;
    }

    /** The difference between the network and its file. */
    SourceParity parity() {
        return parity;
    }

    Evaluation accuracy() {
        return accuracy;
    }

    /**
     * The figures of the original retrained alike.
     *
     * @param how everything that decides the result
     * @param training trains and measures; takes long
     */
    Measured alike(Fingerprint how, Supplier<Measured> training) {
        Measured known = alike.get(how);
        if (known == null) {
            known = kept.apply(how, training);
            alike.put(how, known);
        }
        return known;
    }
}
