package dev.coppice.eval.metric;

import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.BatchNormReestimation;
import dev.coppice.samediff.train.BatchStatistics;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Evaluator that a planner asks hundreds of times: it gives loss and accuracy of a changed network on a few pictures. Batch
 * normalisations use the statistics of these same pictures. ONNX Runtime computes it on all physical cores.
 *
 * <p>Pictures are decoded once. A network sees all of them in one run, in which every normalisation uses the moments of the
 * batch. That equals measuring the statistics on these pictures and running the result on them. If a network fixes its
 * batch, the moments of its runs are pooled first, as {@link BatchNormReestimation} does. The figures are the same to the
 * last bit from call to call, and between evaluators with the same number of cores.
 *
 * <p>Memory: 12 bytes per pixel of the input and 1 of the labels for each picture. A call also needs the activations of them
 * all.
 */
public final class CalibrationEvaluator implements Evaluator {
    private final CalibrationSubset subset;
    private final InputSpec input;
    private final InputSize size;
    private final CalibrationPictures pictures;

    private CalibrationEvaluator(
            CalibrationSubset subset, InputSpec input, InputSize size, CalibrationPictures pictures) {
        this.subset = subset;
        this.input = input;
        this.size = size;
        this.pictures = pictures;
    }

    /**
     * Decodes the pictures.
     *
     * @param original network whose changed copies are measured
     * @throws InvalidInputException if the network takes no pictures, or one of them cannot be used
     */
    public static CalibrationEvaluator of(Network original, CalibrationSubset subset) {
        InputSize size = InputSize.of(original);
        return new CalibrationEvaluator(
                subset, original.card().input(), size, CalibrationPictures.of(subset, original.card(), size));
    }

    /**
     * The figures of a network, with the loss of its logits. If its logits are not all finite, its loss is infinite and
     * every pixel counts as wrong. No plan then takes it, and none ends because of it.
     *
     * @throws InvalidInputException if the network takes another input than the original, lacks classes of the data, or
     *     cannot be run
     */
    @Override
    public Evaluation evaluate(Network network) {
        if (!network.card().input().equals(input)) {
            throw new InvalidInputException("Network '" + network.card().name() + "' takes "
                    + network.card().input() + ", but the calibration pictures were made for " + input
                    + ". Make an evaluator for each kind of input.");
        }
        Network sized = sized(network);
        return sized.batchObstacle(pictures.count()).isEmpty()
                ? together(sized.forBatch(pictures.count()))
                : inTurn(sized);
    }

    /** The network up to its logits, at the size of the pictures. */
    Network sized(Network network) {
        return size.apply(network.body());
    }

    /** The decoded pictures. */
    CalibrationPictures pictures() {
        return pictures;
    }

    private Evaluation together(Network network) {
        Tensor logits;
        // closed before counting: its threads spin for a while after a run
        try (OnnxSession session = OnnxSession.open(OnnxSource.of(BatchStatistics.given(network)))) {
            logits = session.run(pictures.images(), network.card().output().name());
        }
        return score(network, List.of(logits));
    }

    private Evaluation inTurn(Network network) {
        Network measured = BatchNormReestimation.measured(network, this::run);
        String output = network.card().output().name();
        List<Tensor> logits;
        try (OnnxSession session = OnnxSession.open(OnnxSource.of(measured))) {
            logits = batches(measured)
                    .mapToObj(from -> session.run(batch(measured, from), output))
                    .toList();
        }
        return score(measured, logits);
    }

    private void run(Network shown, List<String> statistics, Consumer<Map<String, float[]>> seen) {
        try (OnnxSession session = OnnxSession.open(OnnxSource.of(shown))) {
            String name = shown.card().input().name();
            batches(shown).forEach(from -> {
                Map<String, float[]> values = new HashMap<>();
                session.run(Map.of(name, batch(shown, from)), new LinkedHashSet<>(statistics))
                        .forEach((tensor, value) -> values.put(tensor, value.toFloats()));
                seen.accept(values);
            });
        }
    }

    /** The first picture of each run. */
    private IntStream batches(Network network) {
        return IntStream.iterate(0, from -> from < pictures.count(), from -> from + network.batch());
    }

    private Tensor batch(Network network, int from) {
        return pictures.images(from, from + network.batch());
    }

    private Evaluation score(Network network, List<Tensor> outputs) {
        if (!network.tail().answer().isMap() && !network.card().isClassifier()) {
            throw new InvalidInputException("Output '" + network.card().output().name() + "' of '"
                    + network.card().name() + "' is " + outputs.get(0).shape() + ", expected N×"
                    + network.card().outputChannels()
                    + "×h×w: accuracy is measured pixel by pixel. Name another output in the card.");
        }
        Scoring scoring = Scoring.of(network, subset.data(), true);
        List<Logits> logits = outputs.stream()
                .flatMap(CalibrationEvaluator::logits)
                .limit(pictures.count())
                .toList();
        boolean finite = logits.parallelStream().allMatch(l -> l.firstNonFinite() < 0);
        Scoring.Total total = scoring.total();
        IntStream.range(0, logits.size())
                .parallel()
                .mapToObj(i -> finite
                        ? scoring.counts(logits.get(i), pictures.labels().get(i))
                        : scoring.lost(pictures.labels().get(i)))
                .toList()
                .forEach(total::add);
        return total.evaluation(subset.data().classes(), pictures.count());
    }

    private static Stream<Logits> logits(Tensor output) {
        Shape shape = output.shape().asPrediction();
        float[] values = output.toFloats();
        return IntStream.range(0, shape.size(0)).mapToObj(i -> new Logits(values, shape, i));
    }
}
