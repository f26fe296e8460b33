package dev.coppice.cli.fuzz;

import dev.coppice.models.kit.TinyTask;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.measure.Metric;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.measure.WeightChange;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.CheckpointStore;
import dev.coppice.samediff.train.Checkpoints;
import dev.coppice.samediff.train.RetrainOptions;
import dev.coppice.samediff.train.Retrainer;
import dev.coppice.samediff.train.TrainingLength;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32;

/** Checkpoints of trainings, whose checksum is right in most cases: who writes one with intent makes it so. */
final class FuzzedCheckpoint {
    private static final int SUM = 16;
    private static final int HEADER = 24;
    private static final Network NETWORK = TinyTask.network(3);
    private static final TinyTask DATA = new TinyTask(2);
    private static final Evaluator EVALUATOR =
            network -> new Evaluation(Metric.MEAN_IOU, 0.5, 0.5, Map.of("ground", 0.5), List.of(), Double.NaN, 2, 1);

    private FuzzedCheckpoint() {}

    static FuzzKind kind() {
        AtomicReference<byte[]> kept = new AtomicReference<>(new byte[0]);
        train(new Store(kept));
        Mutation mutation = (content, random) -> {
            byte[] changed = ByteMutation.ANY.of(content, random);
            return random.chance(0.9) ? summed(changed) : changed;
        };
        return new FuzzKind(
                "checkpoint",
                List.of(kept.get()),
                mutation,
                (content, random) -> train(new Store(new AtomicReference<>(content))));
    }

    private static byte[] summed(byte[] file) {
        if (file.length < HEADER) {
            return file;
        }
        CRC32 sum = new CRC32();
        sum.update(file, HEADER, file.length - HEADER);
        ByteBuffer.wrap(file).putLong(SUM - Long.BYTES, file.length - HEADER).putLong(SUM, sum.getValue());
        return file;
    }

    /** Goes on from a checkpoint. */
    private static void train(CheckpointStore store) {
        RetrainOptions options = RetrainOptions.defaults().with(o -> o.length(new TrainingLength.Steps(1)));
        new Retrainer(
                        options,
                        Progress.SILENT,
                        new Cancellation(),
                        WeightChange.NONE,
                        new Checkpoints(Optional.of(store), Duration.ofDays(1), "", false))
                .retrain(NETWORK, Optional.empty(), DATA, EVALUATOR);
    }

    /** A checkpoint in memory. */
    private record Store(AtomicReference<byte[]> content) implements CheckpointStore {
        @Override
        public String name() {
            return "fuzzed";
        }

        @Override
        public Optional<byte[]> read() {
            return Optional.of(content.get()).filter(bytes -> bytes.length > 0);
        }

        @Override
        public void write(byte[] bytes) {
            content.set(bytes);
        }
    }
}
