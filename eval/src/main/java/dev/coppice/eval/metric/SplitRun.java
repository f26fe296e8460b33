package dev.coppice.eval.metric;

import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.Preprocessing;
import dev.coppice.models.data.RgbImage;
import dev.coppice.models.data.Sample;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.measure.ConfusionMatrix;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * One network's way through a split. While ONNX Runtime works on a batch, other threads decode the pictures of the next
 * and count the pixels of the one before, so that the forward pass is what takes the time.
 */
final class SplitRun {
    private static final int ONE_BEFORE_AND_ONE_BEHIND = 2;

    private final OnnxEvaluator evaluator;
    private final NetworkCard card;
    private final Shape batchShape;
    private final ClassMatching matching;
    private final Preprocessing preprocessing;
    private MeanLoss loss = MeanLoss.NONE;

    SplitRun(OnnxEvaluator evaluator, Network network) {
        this.evaluator = evaluator;
        this.card = network.card();
        this.matching = ClassMatching.of(card, evaluator.data().classes());
        this.preprocessing = Preprocessing.of(card);
        // one image keeps all cores busy; a batch that the graph fixes must be filled
        this.batchShape = network.inputShape(network.batch());
    }

    Evaluation evaluate(OnnxSession session) {
        List<String> names = evaluator.data().names(evaluator.split());
        ConfusionMatrix matrix = new ConfusionMatrix(matching.dataClasses());
        ExecutorService beside = Executors.newFixedThreadPool(ONE_BEFORE_AND_ONE_BEHIND, SplitRun::thread);
        try {
            count(session, names, matrix, beside);
        } finally {
            beside.shutdownNow();
        }
        Evaluation accuracy = Evaluation.of(matrix, evaluator.data().classes(), names.size());
        return evaluator.measuresLoss() ? accuracy.withCrossEntropy(loss.mean()) : accuracy;
    }

    List<LabelMap> predict(OnnxSession session, List<String> names) {
        List<LabelMap> maps = new ArrayList<>();
        for (List<String> batch : batches(names)) {
            List<Sample> samples = samples(batch);
            Tensor logits =
                    session.run(input(samples), batchShape, card.output().name());
            maps.addAll(predictions(samples, logits));
        }
        return maps;
    }

    private void count(OnnxSession session, List<String> names, ConfusionMatrix matrix, ExecutorService beside) {
        List<List<String>> batches = batches(names);
        CompletableFuture<Batch> next = later(() -> read(batches.get(0)), beside);
        CompletableFuture<ConfusionMatrix> counted = CompletableFuture.completedFuture(matrix);
        long done = 0;
        for (int i = 0; i < batches.size(); i++) {
            evaluator.cancellation().check();
            Batch batch = join(next);
            List<String> following = batches.get(Math.min(i + 1, batches.size() - 1));
            if (i + 1 < batches.size()) {
                next = later(() -> read(following), beside);
            }
            Tensor logits = session.run(batch.input(), card.output().name());
            join(counted);
            counted = later(() -> add(batch.samples(), logits, matrix), beside);
            done += batch.samples().size();
            String task = "evaluate " + card.name() + " on " + evaluator.split();
            evaluator.progress().update(task, done, names.size(), "");
        }
        join(counted);
    }

    /** Decoded samples and the input they make. */
    private record Batch(List<Sample> samples, Tensor input) {}

    private Batch read(List<String> names) {
        List<Sample> samples = samples(names);
        return new Batch(samples, Tensor.floats(batchShape, input(samples)));
    }

    private List<Sample> samples(List<String> names) {
        return names.stream()
                .map(n -> evaluator.data().sample(evaluator.split(), n))
                .toList();
    }

    /** Places that no sample fills stay 0. */
    private float[] input(List<Sample> samples) {
        float[] values = new float[Math.toIntExact(batchShape.elements())];
        for (int i = 0; i < samples.size(); i++) {
            RgbImage image = samples.get(i).image();
            preprocessing.fill(image, values, i);
        }
        return values;
    }

    private ConfusionMatrix add(List<Sample> samples, Tensor logits, ConfusionMatrix matrix) {
        List<LabelMap> predicted = predictions(samples, logits);
        int ignored = evaluator.data().ignore().orElse(-1);
        if (evaluator.measuresLoss()) {
            addLoss(samples, logits, ignored);
        }
        for (int i = 0; i < samples.size(); i++) {
            LabelMap truth = samples.get(i).labels();
            for (int y = 0; y < truth.height(); y++) {
                for (int x = 0; x < truth.width(); x++) {
                    int label = truth.at(x, y);
                    if (label != ignored) {
                        matrix.add(label, predicted.get(i).at(x, y));
                    }
                }
            }
        }
        return matrix;
    }

    /** Batches are counted one after another: no two threads add at the same time. */
    private void addLoss(List<Sample> samples, Tensor output, int ignored) {
        float[] values = output.toFloats();
        for (int i = 0; i < samples.size(); i++) {
            Logits logits = new Logits(values, output.shape(), i);
            LabelMap truth = samples.get(i).labels();
            loss = loss.plus(logits.loss(card.output().kind(), matching, truth, ignored));
        }
    }

    private List<LabelMap> predictions(List<Sample> samples, Tensor output) {
        Shape shape = output.shape();
        if (shape.rank() != 4 || shape.size(1) != card.outputChannels()) {
            throw new InvalidInputException("Output '" + card.output().name() + "' of '" + card.name() + "' is " + shape
                    + ", expected N×" + card.outputChannels()
                    + "×h×w: accuracy is measured pixel by pixel. Name another output in the card.");
        }
        float[] values = output.toFloats();
        List<LabelMap> maps = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            Logits logits = new Logits(values, shape, i);
            requireFinite(logits, samples.get(i), shape);
            LabelMap truth = samples.get(i).labels();
            maps.add(logits.classes(card.output().kind(), matching, truth.width(), truth.height()));
        }
        return maps;
    }

    private void requireFinite(Logits logits, Sample sample, Shape shape) {
        int at = logits.firstNonFinite();
        if (at >= 0) {
            int width = shape.size(3);
            int plane = shape.size(2) * width;
            throw new InvalidInputException("Network '" + card.name() + "' gives no finite number for image '"
                    + sample.name() + "' of split '" + evaluator.split() + "', at channel " + at / plane + ", row "
                    + at % plane / width + ", column " + at % width
                    + " of '" + card.output().name() + "'. Check its weights and the card's mean and std.");
        }
    }

    private List<List<String>> batches(List<String> names) {
        int size = batchShape.size(0);
        List<List<String>> batches = new ArrayList<>();
        for (int from = 0; from < names.size(); from += size) {
            batches.add(names.subList(from, Math.min(names.size(), from + size)));
        }
        return batches;
    }

    private static <T> CompletableFuture<T> later(Supplier<T> work, ExecutorService beside) {
        return CompletableFuture.supplyAsync(work, beside);
    }

    /** The result, or the very exception that the work ended with. */
    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "evaluation");
        thread.setDaemon(true);
        return thread;
    }
}
