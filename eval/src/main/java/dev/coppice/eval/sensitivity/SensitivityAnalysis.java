package dev.coppice.eval.sensitivity;

import dev.coppice.compress.channel.ChannelGroup;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.prune.LayerCuts;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.eval.sensitivity.SensitivityRow.Accuracy;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.CancelledException;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.measure.Metric;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Analysis that cuts every layer of a network alone, at every ratio, and measures the remaining accuracy.
 * Batch-normalisation statistics stay as they are, and nothing is retrained.
 *
 * @param network uncut network
 * @param cuts settings of the cuts
 * @param ratios shares of a layer's channels to remove
 * @param evaluator measures accuracy, always on the same images
 * @param fingerprint everything else that decides the result; a file with another fingerprint is refused
 */
public record SensitivityAnalysis(
        Network network, LayerCuts cuts, List<PruningRatio> ratios, Evaluator evaluator, Fingerprint fingerprint) {
    /** The file of the results, one line per layer and ratio. */
    public static final String RESULTS = "sensitivity.csv";

    public SensitivityAnalysis {
        ratios = List.copyOf(ratios);
    }

    /**
     * Measures what {@code sensitivity.csv} lacks, with a progress line per layer. Failed measurements are tried again.
     *
     * @throws InvalidInputException if the original's accuracy leaves nothing to lose, or the file has other options
     * @throws CancelledException if asked to stop; what was measured stays in the file
     */
    public SensitivityResult run(Path folder, Progress progress, Cancellation cancellation) {
        SensitivityFile file = SensitivityFile.open(folder.resolve(RESULTS), metric(), fingerprint);
        Evaluation original = original();
        progress.course(String.format(
                Locale.ROOT, "original: %s %.4f", original.metric().words(), original.accuracy()));
        long macs = Cost.of(network).macs();
        Measuring measuring = new Measuring(file, original, macs, progress);
        List<ChannelGroup> groups = cuts.groups();
        List<SensitivityRow> rows = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            ChannelGroup group = groups.get(i);
            List<SensitivityRow> layer = new ArrayList<>();
            try {
                cancellation.check();
                layer(group, measuring, layer);
            } catch (CancelledException e) {
                throw new CancelledException("Interrupted at layer '" + group.name() + "', " + (i + 1) + " of "
                        + groups.size() + ". The same command goes on from '" + folder.resolve(RESULTS) + "'.");
            }
            progress.course((i + 1) + " of " + groups.size() + "  " + line(layer, original.metric()));
            rows.addAll(layer);
        }
        return new SensitivityResult(network.card().name(), original, macs, rows);
    }

    /** The context of the measurements besides the settings. */
    private record Measuring(SensitivityFile file, Evaluation original, long macs, Progress progress) {}

    private Metric metric() {
        return Metric.of(network.card());
    }

    private Evaluation original() {
        Evaluation original = evaluator.evaluate(network);
        if (!(original.accuracy() > 0)) {
            throw new InvalidInputException("Network '" + network.card().name() + "' has an accuracy ("
                    + original.metric().words() + ") of " + original.accuracy()
                    + " on these " + original.images() + " images before anything is cut, expected above 0: there is"
                    + " nothing to lose. Check the card's mean, std, order and classes, or take other or more images.");
        }
        return original;
    }

    private void layer(ChannelGroup group, Measuring measuring, List<SensitivityRow> rows) {
        SensitivityFile file = measuring.file();
        Optional<String> protection = cuts.reason(group);
        if (protection.isPresent()) {
            SensitivityRow row = SensitivityRow.untouchable(group, protection.get());
            rows.add(file.rows().containsKey(row.key()) ? row : file.add(row));
            return;
        }
        for (PruningRatio ratio : ratios) {
            SensitivityRow known = file.rows().get(new SensitivityRow.Key(group.name(), ratio.value()));
            rows.add(known != null && known.isMeasured() ? known : file.add(measured(group, ratio, measuring)));
        }
    }

    private SensitivityRow measured(ChannelGroup group, PruningRatio ratio, Measuring measuring) {
        Evaluation original = measuring.original();
        LayerCuts.Cut cut = cuts.cut(group, ratio);
        Network smaller = PlanRewriter.rewrite(network, cut.plan());
        double share = (double) Cost.of(smaller).macs() / measuring.macs();
        try {
            // a cut that rounds to no channel leaves the network and its accuracy unchanged
            double accuracy = cut.plan().steps().isEmpty()
                    ? original.accuracy()
                    : evaluator.evaluate(smaller).accuracy();
            return SensitivityRow.measured(
                    group.name(), ratio, cut, share, new Accuracy(original.accuracy(), accuracy));
        } catch (InvalidInputException e) {
            return SensitivityRow.failed(
                    group.name(), ratio, cut, share, measuring.progress().told(e));
        }
    }

    private static String line(List<SensitivityRow> layer, Metric metric) {
        String name = layer.get(0).layer();
        if (Double.isNaN(layer.get(0).ratio())) {
            return name + " kept: " + layer.get(0).reason();
        }
        return name + " of " + layer.get(0).channels() + " channels: " + metric.words() + " "
                + layer.stream()
                        .map(row -> row.isMeasured()
                                ? String.format(Locale.ROOT, "%.4f at %s", row.accuracy(), row.ratio())
                                : "not measured at " + row.ratio() + " (" + row.reason() + ")")
                        .collect(Collectors.joining(", "));
    }
}
