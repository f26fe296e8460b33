package dev.coppice.eval.metric;

import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.export.runtime.PhysicalCores;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.Preprocessing;
import dev.coppice.models.data.RgbImage;
import dev.coppice.models.data.Sample;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.network.tail.Answer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A run of one network over a split. While ONNX Runtime works on a batch, other threads decode the next pictures and work on
 * earlier outputs. The forward pass thus decides the duration.
 */
final class SplitRun {
    private final OnnxEvaluator evaluator;
    private final NetworkCard card;
    private final Answer answer;
    private final Shape batchShape;
    private final Scoring scoring;
    private final Preprocessing preprocessing;

    SplitRun(OnnxEvaluator evaluator, Network network) {
        this.evaluator = evaluator;
        this.card = network.card();
        this.answer = network.tail().answer();
        this.scoring = Scoring.of(network, evaluator.data(), evaluator.measuresLoss());
        this.preprocessing = Preprocessing.of(card);
        // one image keeps all cores busy; a batch size that the graph fixes must be filled
        this.batchShape = network.inputShape(network.batch());
    }

    Evaluation evaluate(OnnxSession session) {
        Scoring.Total total = scoring.total();
        int images = each(session, "evaluate", this::counted, counts -> counts.forEach(total::add));
        return total.evaluation(evaluator.data().classes(), images);
    }

    /** Gives a visitor the logits of every sample, at the label's size and with classes in {@link ClassMatching}'s order. */
    <T> void visit(OnnxSession session, LogitsVisitor<T> visitor) {
        each(
                session,
                "analyse",
                (samples, output) -> visited(samples, output, visitor),
                results -> results.forEach(visitor::take));
    }

    private <T> List<T> visited(List<Sample> samples, Tensor output, LogitsVisitor<T> visitor) {
        List<Logits> logits = logits(samples, output);
        List<T> results = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            results.add(visitor.visit(sample, scoring.resized(logits.get(i), sample.labels())));
        }
        return results;
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

    /**
     * Runs the whole split. Pictures are decoded and outputs processed beside the forward passes, on as many threads as
     * there are cores. Results are taken one by one in the split's order.
     */
    private <T> int each(
            OnnxSession session, String verb, BiFunction<List<Sample>, Tensor, T> work, Consumer<T> taken) {
        int workers = PhysicalCores.count();
        ExecutorService beside = Executors.newFixedThreadPool(1 + workers, SplitRun::thread);
        try {
            return each(session, verb, new Pipeline<>(beside, workers, work, taken));
        } finally {
            beside.shutdownNow();
        }
    }

    private <T> int each(OnnxSession session, String verb, Pipeline<T> pipeline) {
        List<String> names = evaluator.data().names(evaluator.split());
        List<List<String>> batches = batches(names);
        ExecutorService beside = pipeline.beside();
        CompletableFuture<Batch> next = later(() -> read(batches.get(0)), beside);
        Deque<CompletableFuture<T>> running = new ArrayDeque<>();
        int done = 0;
        for (int i = 0; i < batches.size(); i++) {
            evaluator.cancellation().check();
            Batch batch = join(next);
            List<String> following = batches.get(Math.min(i + 1, batches.size() - 1));
            if (i + 1 < batches.size()) {
                next = later(() -> read(following), beside);
            }
            Tensor output = session.run(batch.input(), card.output().name());
            if (running.size() == pipeline.workers()) {
                pipeline.taken().accept(join(running.remove()));
            }
            running.add(later(() -> pipeline.work().apply(batch.samples(), output), beside));
            done += batch.samples().size();
            String task = verb + " " + card.name() + " on " + evaluator.split();
            evaluator.progress().update(task, done, names.size(), "");
        }
        running.forEach(result -> pipeline.taken().accept(join(result)));
        return done;
    }

    /** The processing of outputs, by a limited number of workers, with results taken in order. */
    private record Pipeline<T>(
            ExecutorService beside, int workers, BiFunction<List<Sample>, Tensor, T> work, Consumer<T> taken) {}

    /** Decoded samples and the input made of them. */
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

    /** The input of a batch. Places without a sample stay 0. */
    private float[] input(List<Sample> samples) {
        float[] values = new float[Math.toIntExact(batchShape.elements())];
        for (int i = 0; i < samples.size(); i++) {
            RgbImage image = samples.get(i).image();
            preprocessing.fill(image, values, i);
        }
        return values;
    }

    private List<Scoring.Counts> counted(List<Sample> samples, Tensor output) {
        List<Logits> logits = logits(samples, output);
        List<Scoring.Counts> counts = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            counts.add(scoring.counts(logits.get(i), samples.get(i).labels()));
        }
        return counts;
    }

    private List<LabelMap> predictions(List<Sample> samples, Tensor output) {
        List<Logits> logits = logits(samples, output);
        List<LabelMap> maps = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            maps.add(scoring.predicted(logits.get(i), samples.get(i).labels()));
        }
        return maps;
    }

    private List<Logits> logits(List<Sample> samples, Tensor output) {
        if (!answer.isMap() && !card.isClassifier()) {
            throw new InvalidInputException("Output '" + card.output().name() + "' of '" + card.name() + "' is "
                    + output.shape() + ", expected N×" + card.outputChannels()
                    + "×h×w: accuracy is measured pixel by pixel. Name another output in the card.");
        }
        float[] values = answer.maps(output);
        Shape shape = answer.shape();
        List<Logits> images = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            Logits logits = new Logits(values, shape, i);
            requireFinite(logits, samples.get(i), shape);
            images.add(logits);
        }
        return images;
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

    /** The result, or the same exception that ended the work. */
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
