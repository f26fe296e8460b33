package dev.coppice.eval.budget;

import dev.coppice.compress.channel.ChannelAnalysis;
import dev.coppice.compress.channel.ChannelGroup;
import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.grid.Region;
import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.compress.prune.LayerLimits;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.eval.latency.MachineWidths;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.format.SourceModel;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.CostFunction;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.onnx.OnnxReader;
import dev.coppice.models.onnx.RandomWeights;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import dev.coppice.models.zoo.Zoo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Table of predicted and measured latencies: 40 random plans of each network, each a grid and a width per layer, predicted
 * from the profile of this machine. It prints a line per plan. Run it alone on a quiet machine, with {@code -Dthreads=2} for
 * two threads and {@code -Dnetwork=unet_camvid} for one of the networks.
 */
class PredictionTable {
    private static final Path SHARED = Path.of(System.getProperty("coppice.shared", "../../shared"));
    private static final int PLANS = 40;
    private static final long SEED = 11;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "street-unet",
                "models/unet_camvid.onnx",
                "models/espnet_camvid.onnx",
                "models/wnet_drive.onnx",
                "corpus/lraspp_mobilenet_v3_large.onnx",
                "corpus/deeplabv3_mobilenet_v3_large.onnx"
            })
    void predicted_beside_measured(String name) {
        Assumptions.assumeTrue(name.contains(System.getProperty("network", "")), "another network is asked for");
        Network network = network(name);
        int threads = Integer.getInteger("threads", 1);
        LatencySource source = LatencySource.here(threads, Progress.SILENT, new Cancellation());
        List<GridTruncation> truncations = truncations();
        CostFunction predictor = source.model(network, truncations)::milliseconds;
        CostFunction clock = source.clock(network).orElseThrow();
        ChannelWidths widths = MachineWidths.here(new Cancellation());
        List<GridTruncation> possible = possible(network, truncations);
        Random random = new Random(SEED);
        List<Double> errors = new ArrayList<>();
        for (int i = 0; i < PLANS; i++) {
            int grid = random.nextInt(possible.size() + 1);
            Network truncated = grid == 0
                    ? network
                    : PlanRewriter.rewrite(network, possible.get(grid - 1).plan(network));
            Network cut = cut(truncated, widths, random);
            double predicted = predictor.cost(cut);
            double measured = clock.cost(cut);
            errors.add(Math.abs(predicted / measured - 1));
            System.out.printf(
                    Locale.ROOT,
                    "plan,%s,%d,%s,%.3f,%.3f,%.3f%n",
                    name,
                    threads,
                    grid == 0
                            ? "none"
                            : possible.get(grid - 1).region() + " "
                                    + possible.get(grid - 1).limit(),
                    predicted,
                    measured,
                    predicted / measured);
        }
        double[] sorted = errors.stream().mapToDouble(e -> e).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "network,%s,%d,median %.1f %%,90th percentile %.1f %%,largest %.1f %%,%s%n",
                name,
                threads,
                100 * (sorted[PLANS / 2 - 1] + sorted[PLANS / 2]) / 2,
                100 * sorted[PLANS * 9 / 10 - 1],
                100 * sorted[PLANS - 1],
                source.disturbance().orElse("undisturbed"));
    }

    private static List<GridTruncation> truncations() {
        List<GridTruncation> all = new ArrayList<>();
        for (Region region : List.of(new Region.Decoder(), new Region.All())) {
            for (int q : List.of(2, 4, 8)) {
                all.add(new GridTruncation(new Grid(1, q), region, Resampling.AREA));
            }
        }
        return all;
    }

    private static List<GridTruncation> possible(Network network, List<GridTruncation> truncations) {
        return truncations.stream()
                .filter(truncation -> {
                    try {
                        return !truncation.plan(network).steps().isEmpty();
                    } catch (InvalidInputException e) {
                        return false;
                    }
                })
                .toList();
    }

    /** Cuts every layer by a share of its channels; the shares are similar over a network. */
    private static Network cut(Network network, ChannelWidths widths, Random random) {
        LayerLimits limits = LayerLimits.DEFAULT;
        double least = 0.6 * random.nextDouble();
        for (ChannelGroup group : ChannelAnalysis.of(network).groups()) {
            double ratio = Math.min(0.9, least + 0.4 * random.nextDouble());
            if (group.reason().isEmpty()) {
                limits = limits.pinning(group.name(), new PruningRatio(ratio));
            }
        }
        CompressionPlan plan = new ChannelPruning(new PruningRatio(0), PruningScope.LAYER, new L1Norm(), widths)
                .withLimits(limits)
                .plan(network);
        return PlanRewriter.rewrite(network, plan);
    }

    static Network network(String name) {
        if (!name.endsWith(".onnx")) {
            return Zoo.street();
        }
        Path file = SHARED.resolve(name);
        Assumptions.assumeTrue(Files.exists(file), file + " is not here");
        if (name.startsWith("models")) {
            return OnnxReader.readNetwork(file);
        }
        SourceModel model = OnnxReader.readModel(file, new RandomWeights(1));
        TensorInfo input = model.graph().inputs().get(0);
        int[] sizes = input.dimensions().stream()
                .mapToInt(d -> d.isFixed() ? d.size() : 1)
                .toArray();
        return new Network(
                model.graph(),
                NetworkCard.unknown(
                        name,
                        input.name(),
                        Shape.of(sizes),
                        model.graph().outputs().get(0).name()));
    }
}
