package dev.coppice.eval.latency;

import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.export.runtime.PhysicalCores;
import dev.coppice.export.runtime.Platform;
import dev.coppice.export.runtime.RunMemory;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.network.Network;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * Measurement of the latency of networks as they are deployed: one image (or the batch that the graph fixes) at the card's
 * size. Each network has a session of its own with nothing else open, on one thread and on all physical cores.
 *
 * <p>Networks run in turns, block by block, so that a machine that slows down affects all alike. The first network is the
 * reference; its blocks show how steady the machine was. Sessions open side by side would spin on each other's cores and
 * make two threads two to three times too slow.
 */
public final class Latency {
    private Latency() {}

    /**
     * One network to time.
     *
     * @param name name in the report
     * @param onnx the model
     * @param network network in the model, for its input
     */
    public record Subject(String name, OnnxSource onnx, Network network) {}

    /**
     * Times the networks.
     *
     * @param subjects networks to time, at least one; the first is the reference
     * @throws dev.coppice.models.InvalidInputException if ONNX Runtime refuses a network
     */
    public static LatencyReport measure(List<Subject> subjects, Cancellation cancellation) {
        subjects.forEach(subject -> RunMemory.require(subject.network()));
        return measure(subjects, BlockTimer.usual(), cancellation);
    }

    static LatencyReport measure(List<Subject> subjects, BlockTimer timer, Cancellation cancellation) {
        int cores = PhysicalCores.count();
        List<List<long[]>> single = timer.time(tasks(subjects, 1), cancellation);
        List<List<long[]>> all = cores == 1 ? single : timer.time(tasks(subjects, cores), cancellation);
        Map<String, DeployedLatency> models = new LinkedHashMap<>();
        for (int i = 0; i < subjects.size(); i++) {
            models.put(subjects.get(i).name(), new DeployedLatency(figures(single.get(i)), figures(all.get(i))));
        }
        LatencyConditions conditions = new LatencyConditions(
                Platform.processor(),
                Platform.runtime(),
                subjects.get(0).network().batch(),
                cores,
                variation(single.get(0)),
                variation(all.get(0)));
        return new LatencyReport(models, conditions);
    }

    static List<Supplier<? extends BlockTimer.Task>> tasks(List<Subject> subjects, int threads) {
        List<Supplier<? extends BlockTimer.Task>> tasks = new ArrayList<>();
        for (Subject subject : subjects) {
            tasks.add(() -> new Running(subject, threads));
        }
        return tasks;
    }

    /** A subject with its session. */
    private static final class Running implements BlockTimer.Task {
        private final OnnxSession session;
        private final Runnable run;

        Running(Subject subject, int threads) {
            Network network = subject.network();
            this.session = OnnxSession.open(subject.onnx().like(network.graph()), threads);
            this.run = session.repeated(
                    PictureNoise.of(network.inputShape(network.batch())),
                    network.card().output().name());
        }

        @Override
        public void run() {
            run.run();
        }

        @Override
        public void close() {
            session.close();
        }
    }

    private static LatencyFigures figures(List<long[]> blocks) {
        return LatencyFigures.of(blocks.stream().flatMapToLong(LongStream::of).toArray());
    }

    /** The variation: (largest − smallest) / median of the blocks' medians. */
    static double variation(List<long[]> blocks) {
        double[] medians = blocks.stream()
                .mapToDouble(block -> LatencyFigures.of(block).median())
                .sorted()
                .toArray();
        int n = medians.length;
        return (medians[n - 1] - medians[0]) / ((medians[(n - 1) / 2] + medians[n / 2]) / 2);
    }
}
