package dev.coppice.eval.metric;

import dev.coppice.compress.channel.ChannelGroup;
import dev.coppice.compress.importance.Criteria;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.compress.prune.LayerCuts;
import dev.coppice.samediff.train.BatchStatistics;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.ImageFolder;
import dev.coppice.models.data.RandomStream;
import dev.coppice.models.data.SyntheticScenes;
import dev.coppice.models.measure.RankCorrelation;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.OnnxReader;
import dev.coppice.models.zoo.Zoo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Time of a call of {@link CalibrationEvaluator} and of its parts, as medians of some calls. It also checks whether few
 * pictures rank cuts of single layers like many pictures.
 */
class CalibrationBenchmark {
    private static final int PICTURES = 8;
    private static final int CALLS = 9;
    private static final int CUTS = 30;
    private static final Path SHARED = Path.of(System.getProperty("coppice.shared", "../shared"));

    private record Case(String name, Network network, Dataset data) {}

    @Test
    void prints_the_time() {
        print("| network | pictures | call, ms | written and loaded | run with statistics | run without | the rest |");
        print("|---|---|---:|---:|---:|---:|---:|");
        for (Case each : cases()) {
            CalibrationEvaluator evaluator = evaluator(each, PICTURES);
            row(each.name(), each.network(), evaluator);
            row(each.name() + ", half the channels", halved(each.network()), evaluator);
        }
    }

    @Test
    void prints_the_rank_correlation() {
        print("| network | pictures | Spearman with 8 whole ones | with 12 of val |");
        print("|---|---|---:|---:|");
        for (Case each : cases()) {
            Map<String, CalibrationEvaluator> evaluators = new LinkedHashMap<>();
            evaluators.put("8 whole", evaluator(each, PICTURES));
            evaluators.put(
                    "12 whole of val",
                    CalibrationEvaluator.of(each.network(), new CalibrationSubset(each.data(), "val", 12)));
            evaluators.put("2 whole", evaluator(each, 2));
            evaluators.put("4 whole", evaluator(each, 4));
            Map<String, double[]> rises = new LinkedHashMap<>();
            List<Network> cuts = cuts(each.network());
            evaluators.forEach((name, evaluator) -> rises.put(name, rises(evaluator, each.network(), cuts)));
            double[] whole = rises.get("8 whole");
            double[] val = rises.get("12 whole of val");
            rises.forEach((name, rise) -> print(
                    "| %s | %s | %.3f | %.3f |",
                    each.name(), name, RankCorrelation.spearman(whole, rise), RankCorrelation.spearman(val, rise)));
        }
    }

    private static List<Case> cases() {
        Dataset camvid = ImageFolder.open(SHARED.resolve("data/camvid"));
        return List.of(
                new Case("street", Zoo.street(), SyntheticScenes.of(Zoo.STREET_SEED)),
                new Case("unet_camvid", shared("unet_camvid"), camvid),
                new Case("espnet_camvid", shared("espnet_camvid"), camvid),
                new Case("wnet_drive", shared("wnet_drive"), ImageFolder.open(SHARED.resolve("data/drive"))));
    }

    private static Network shared(String name) {
        return OnnxReader.readNetwork(SHARED.resolve("models").resolve(name + ".onnx"));
    }

    private static CalibrationEvaluator evaluator(Case of, int pictures) {
        return CalibrationEvaluator.of(
                of.network(), new CalibrationSubset(of.data(), "train", pictures));
    }

    private static void row(String name, Network network, CalibrationEvaluator evaluator) {
        Network body = evaluator.sized(network);
        Network given = BatchStatistics.given(body);
        double call = median(() -> evaluator.evaluate(network));
        double loaded = median(() -> OnnxSession.open(OnnxSource.of(given)).close());
        double statistics = run(given, evaluator);
        print(
                "| %s | %s | %.0f | %.0f | %.0f | %.0f | %.0f |",
                name,
                evaluator.pictures(),
                call,
                loaded,
                statistics,
                run(body, evaluator),
                call - loaded - statistics);
    }

    private static double run(Network network, CalibrationEvaluator evaluator) {
        CalibrationPictures pictures = evaluator.pictures();
        try (OnnxSession session = OnnxSession.open(OnnxSource.of(network))) {
            String output = network.card().output().name();
            return median(() -> session.run(pictures.images(), output));
        }
    }

    private static Network halved(Network network) {
        return PlanRewriter.rewrite(network, pruning().plan(network));
    }

    private static ChannelPruning pruning() {
        return new ChannelPruning(new PruningRatio(0.5), PruningScope.LAYER, Criteria.named("l2"), ChannelWidths.ANY);
    }

    /** Single layers, each cut by a random share. */
    private static List<Network> cuts(Network network) {
        LayerCuts layers = LayerCuts.of(network, pruning());
        List<ChannelGroup> groups = layers.groups().stream()
                .filter(group -> layers.reason(group).isEmpty())
                .toList();
        RandomStream random = RandomStream.of(7);
        List<Network> cuts = new ArrayList<>();
        for (int i = 0; i < CUTS; i++) {
            ChannelGroup group = groups.get(random.below(groups.size()));
            PruningRatio ratio = new PruningRatio(random.between(0.15, 0.85));
            cuts.add(PlanRewriter.rewrite(network, layers.cut(group, ratio).plan()));
        }
        return cuts;
    }

    private static double[] rises(CalibrationEvaluator evaluator, Network original, List<Network> cuts) {
        double before = evaluator.evaluate(original).crossEntropy();
        return cuts.stream()
                .mapToDouble(cut -> evaluator.evaluate(cut).crossEntropy() - before)
                .toArray();
    }

    /** The median in milliseconds. */
    private static double median(Runnable work) {
        work.run();
        double[] times = new double[CALLS];
        for (int i = 0; i < CALLS; i++) {
            long start = System.nanoTime();
            work.run();
            times[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(times);
        return times[CALLS / 2];
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
