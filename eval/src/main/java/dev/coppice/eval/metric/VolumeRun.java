package dev.coppice.eval.metric;

import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.NetworkInputs;
import dev.coppice.models.data.Patch;
import dev.coppice.models.data.VolumeSample;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.network.tail.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A run of one network over a split of volumes or signals. A volume of the input's size goes through whole. A larger one goes
 * through in blocks that overlap by half; their numbers are averaged, those in the middle of a block counting most (sliding
 * window, as nnU-Net predicts: Isensee et al., 2021). Decided classes are taken from the block in whose middle they lie.
 */
final class VolumeRun {
    private final OnnxEvaluator evaluator;
    private final NetworkCard card;
    private final Answer answer;
    private final Shape input;
    private final Scoring scoring;

    VolumeRun(OnnxEvaluator evaluator, Network network) {
        this.evaluator = evaluator;
        this.card = network.card();
        this.answer = network.tail().answer();
        this.scoring = Scoring.of(network, evaluator.data(), evaluator.measuresLoss());
        this.input = network.inputShape(network.batch());
        if (!answer.isMap()) {
            throw new InvalidInputException("Output '" + card.output().name() + "' of '" + card.name()
                    + "' says one thing of a whole volume: accuracy is measured voxel by voxel. Name another output in the"
                    + " card.");
        }
    }

    Evaluation evaluate(OnnxSession session) {
        Scoring.Total total = scoring.total();
        List<String> names = evaluator.data().names(evaluator.split());
        for (int i = 0; i < names.size(); i++) {
            evaluator.cancellation().check();
            VolumeSample sample = sample(names.get(i));
            total.add(scoring.counts(logits(session, sample), sample.labels()));
            String task = "evaluate " + card.name() + " on " + evaluator.split();
            evaluator.progress().update(task, i + 1, names.size(), "");
        }
        return total.evaluation(evaluator.data().classes(), names.size());
    }

    /** The classes of the voxels of some samples, with the slices one below the other. */
    List<LabelMap> predict(OnnxSession session, List<String> names) {
        List<LabelMap> maps = new ArrayList<>();
        for (String name : names) {
            VolumeSample sample = sample(name);
            maps.add(scoring.predicted(logits(session, sample), sample.labels()));
        }
        return maps;
    }

    private VolumeSample sample(String name) {
        VolumeSample sample = evaluator.data().volume(evaluator.split(), name);
        NetworkInputs.require(card.input(), sample);
        return sample;
    }

    private Logits logits(OnnxSession session, VolumeSample sample) {
        Shape space = sample.volume().space();
        Tiles tiles = new Tiles(space, card.input().sizes());
        Blend blend = new Blend(answer, space, requireMemory(sample));
        float[] weights = tiles.weights();
        List<Patch> patches = tiles.all();
        int batch = input.size(0);
        for (int from = 0; from < patches.size(); from += batch) {
            evaluator.cancellation().check();
            List<Patch> some = patches.subList(from, Math.min(patches.size(), from + batch));
            float[] values = new float[Math.toIntExact(input.elements())];
            for (int i = 0; i < some.size(); i++) {
                some.get(i)
                        .fill(sample.volume(), card.input().mean(), card.input().std(), values, i);
            }
            Tensor output = session.run(values, input, card.output().name());
            float[] numbers = answer.maps(output);
            for (int i = 0; i < some.size(); i++) {
                blend.add(some.get(i), weights, numbers, i);
            }
        }
        Logits logits = blend.logits(sample.labels());
        int at = logits.firstNonFinite();
        if (at >= 0) {
            throw new InvalidInputException("Network '" + card.name() + "' gives no finite number for volume '"
                    + sample.name() + "' of split '" + evaluator.split() + "', at voxel " + at % space.elements()
                    + " of '" + card.output().name() + "'. Check its weights and the card's mean and std.");
        }
        return logits;
    }

    /** The number of numbers for each voxel; the sums of all must fit into half of the free heap. */
    private int requireMemory(VolumeSample sample) {
        int channels = answer.shape().size(1);
        Runtime heap = Runtime.getRuntime();
        long free = heap.maxMemory() - heap.totalMemory() + heap.freeMemory();
        double needed = (1.0 + channels) * sample.volume().space().elements() * Float.BYTES;
        if (needed > free / 2.0) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "Volume '%s' of %s takes %.2f GiB for %d numbers a voxel, and half of the free heap is %.2f GiB. Cut it"
                            + " into parts, or give Java more memory (-Xmx).",
                    sample.name(),
                    sample.volume().space(),
                    needed / (1L << 30),
                    channels,
                    free / 2.0 / (1L << 30)));
        }
        return channels;
    }
}
