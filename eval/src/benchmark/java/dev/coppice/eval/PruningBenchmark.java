package dev.coppice.eval;

import dev.coppice.compress.importance.Criteria;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.models.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Time to plan a pruning by half, to carry it out and to write the file, in a warm JVM. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 7)
@Fork(1)
public class PruningBenchmark {
    private static final String SHARED = "coppice.shared";

    @Param({
        "attention",
        "chunk_cat",
        "deeplabv3_mobilenet_v3_large",
        "deeplabv3_resnet50",
        "densenet121",
        "efficientnet_b0",
        "fcn_resnet50",
        "grouped",
        "lraspp_mobilenet_v3_large",
        "mobilenet_v2",
        "pixelshuffle",
        "resnet18",
        "resnet50",
        "shufflenet_v2_x1_0",
        "squeezenet1_1",
        "unet_bilinear",
        "unet_convt",
        "vgg11_bn"
    })
    public String model;

    private Network network;
    private Path file;

    @Setup(Level.Trial)
    public void read() throws IOException {
        network = CorpusModel.read(Path.of(System.getProperty(SHARED), "corpus", model + ".onnx"), 1);
        file = Files.createTempFile("pruned", ".onnx");
    }

    @TearDown(Level.Trial)
    public void delete() throws IOException {
        Files.delete(file);
    }

    @Benchmark
    public Path planRewriteWrite() throws IOException {
        ChannelPruning pruning =
                new ChannelPruning(new PruningRatio(0.5), PruningScope.LAYER, Criteria.named("l2"), ChannelWidths.ANY);
        CompressionPlan plan = pruning.plan(network);
        return Files.write(file, OnnxWriter.bytes(PlanRewriter.rewrite(network, plan)));
    }

    @Test
    void prints_the_table() throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(PruningBenchmark.class.getName())
                        .jvmArgsAppend("-Xmx4g", "-D" + SHARED + "=" + System.getProperty(SHARED))
                        .build())
                .run();
    }
}
