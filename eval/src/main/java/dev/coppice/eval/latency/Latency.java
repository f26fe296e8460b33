package dev.coppice.eval.latency;

import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.export.runtime.PhysicalCores;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.network.Network;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Latency of networks that are compared: one image (or the batch that the graph fixes) at the card's size, in turns within
 * one run, on all physical cores.
 */
public final class Latency {
    private static final long SEED = 1;

    private Latency() {}

    /**
     * One network to time.
     *
     * @param name in the report
     * @param onnx the model
     * @param network what it holds, for its input
     */
    public record Subject(String name, OnnxSource onnx, Network network) {}

    /**
     * Times the networks.
     *
     * @throws dev.coppice.models.InvalidInputException if ONNX Runtime refuses one
     */
    public static LatencyReport measure(List<Subject> subjects, Cancellation cancellation) {
        return measure(subjects, AlternatingTimer.usual(), cancellation);
    }

    static LatencyReport measure(List<Subject> subjects, AlternatingTimer timer, Cancellation cancellation) {
        int threads = PhysicalCores.count();
        Deque<OnnxSession> open = new ArrayDeque<>();
        try {
            Map<String, Runnable> tasks = new LinkedHashMap<>();
            for (Subject subject : subjects) {
                OnnxSession session = OnnxSession.open(subject.onnx(), threads);
                open.push(session);
                Tensor input =
                        noise(subject.network().inputShape(subject.network().batch()));
                String output = subject.network().card().output().name();
                tasks.put(subject.name(), session.repeated(input, output));
            }
            return new LatencyReport(timer.time(tasks, cancellation), threads, timer.warmup());
        } finally {
            open.forEach(OnnxSession::close);
        }
    }

    /** Normal numbers, as normalised pictures are: zeros would let some kernels hurry. */
    private static Tensor noise(Shape shape) {
        Random random = new Random(SEED);
        float[] values = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.floats(shape, values);
    }
}
