package dev.coppice.eval.annotation;

import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.Sample;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Estimator of what block labels of several sizes are worth, in one pass over the pictures on two threads.
 *
 * @param data data set with full labels
 * @param splits splits whose labels are read
 * @param reference network whose logits the loss is computed from, if there is one
 * @param progress is told of every picture
 * @param cancellation is asked before every picture
 */
public record EfficacyEstimator(
        Dataset data, List<String> splits, Optional<Network> reference, Progress progress, Cancellation cancellation) {
    /** The common frequency ν, in cycles per shorter side, is the shorter side over this. Blocks of 8×8 hold it. */
    private static final double COMMON = 16;

    public EfficacyEstimator {
        splits = List.copyOf(splits);
    }

    /**
     * Makes the estimates.
     *
     * @param sides side M of each size of blocks, in pixels
     * @throws InvalidInputException if the labels are already blocks, a picture cannot be used, or the network lacks classes
     * @throws dev.coppice.models.measure.CancelledException if asked to stop
     */
    public Estimates estimate(List<Integer> sides) {
        data.blocks().ifPresent(blocks -> {
            throw new InvalidInputException("The labels of '" + data.name() + "' are " + blocks
                    + " already; annotation starts from full labels. Name the data set they were made from.");
        });
        List<PictureThreads.Place> places = splits.stream()
                .flatMap(split -> data.names(split).stream().map(name -> new PictureThreads.Place(split, name)))
                .toList();
        LabelMap first =
                data.sample(places.get(0).split(), places.get(0).name()).labels();
        int unit = Math.min(first.width(), first.height());
        List<Integer> sizes = sides.stream().distinct().sorted().toList();
        Optional<byte[]> onnx = reference.map(OnnxWriter::bytes);
        List<Worker> workers = new ArrayList<>();
        try {
            for (int t = 0; t < PictureThreads.THREADS; t++) {
                workers.add(new Worker(sizes, unit, onnx));
            }
            new PictureThreads("Estimating labels of " + data.name(), progress, cancellation).run(places, workers::get);
        } finally {
            workers.forEach(Worker::close);
        }
        Worker all = workers.get(0);
        workers.stream().skip(1).forEach(all::add);
        double frequency = unit / COMMON;
        return new Estimates(
                data.name(),
                splits,
                places.size(),
                frequency,
                reference.map(network -> network.card().name()),
                all.sums.stream()
                        .map(sum -> sum.efficacy(frequency, all.boundaries))
                        .toList(),
                Map.of());
    }

    /** The sums of one thread. */
    private final class Worker implements Consumer<PictureThreads.Place>, AutoCloseable {
        private final List<EfficacySums> sums;
        private final ClassBoundaries boundaries =
                new ClassBoundaries(data.classes().size());
        private final Optional<ReferenceLoss> loss;

        Worker(List<Integer> sizes, int unit, Optional<byte[]> onnx) {
            sums = sizes.stream()
                    .map(side -> new EfficacySums(data, side, unit))
                    .toList();
            loss = onnx.map(bytes -> new ReferenceLoss(reference.orElseThrow(), bytes, data));
        }

        @Override
        public void accept(PictureThreads.Place place) {
            Sample sample = data.sample(place.split(), place.name());
            boundaries.add(sample.labels());
            Optional<ReferenceLoss.Logits> logits = loss.map(network -> network.logits(sample));
            sums.forEach(sum -> sum.add(sample, logits));
        }

        void add(Worker other) {
            boundaries.add(other.boundaries);
            for (int i = 0; i < sums.size(); i++) {
                sums.get(i).add(other.sums.get(i));
            }
        }

        @Override
        public void close() {
            loss.ifPresent(ReferenceLoss::close);
        }
    }
}
