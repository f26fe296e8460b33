package dev.coppice.eval.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.budget.Budget;
import dev.coppice.compress.cutoff.LearnedTruncation;
import dev.coppice.compress.grid.AutoTruncation;
import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.grid.Region;
import dev.coppice.compress.importance.BatchNormScale;
import dev.coppice.compress.importance.Fisher;
import dev.coppice.compress.importance.GeometricMedian;
import dev.coppice.compress.importance.ImportanceCriterion;
import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.importance.L2Norm;
import dev.coppice.compress.importance.Lamp;
import dev.coppice.compress.importance.MeanActivation;
import dev.coppice.compress.importance.NonZeroActivation;
import dev.coppice.compress.importance.RandomScore;
import dev.coppice.compress.importance.SpectralEnergy;
import dev.coppice.compress.importance.SpectralTaylor;
import dev.coppice.compress.importance.Taylor;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.CostKind;
import dev.coppice.compress.plan.CostShare;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.plan.TruncationDrop;
import dev.coppice.compress.plan.WidthStaircase;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.compress.prune.LayerLimits;
import dev.coppice.compress.sparsify.Sparsity;
import dev.coppice.eval.budget.TinyPlanner;
import dev.coppice.eval.metric.RememberingEvaluator;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import dev.coppice.samediff.train.ClassWeights;
import dev.coppice.samediff.train.Curriculum;
import dev.coppice.samediff.train.RetrainOptions;
import dev.coppice.samediff.train.TrainingFingerprint;
import dev.coppice.samediff.train.TrainingLength;
import dev.coppice.samediff.train.batch.BlockTarget;
import dev.coppice.samediff.train.batch.Calibration;
import dev.coppice.samediff.train.loss.Distillation;
import dev.coppice.samediff.train.loss.Objective;
import dev.coppice.samediff.train.step.Optimizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fingerprints word for word, as the first version wrote them to sweeps and checkpoints. If one changes, runs begun before
 * cannot be resumed. Change one only if the same settings give another result.
 */
class RequestFingerprintTest {
    private static final Network NETWORK = TinyStreets.network("road", "sky");
    private static final CompressionRequest REQUEST =
            CompressionRequest.of(NETWORK, TinyStreets.usual(), Path.of("out"));
    private static final Calibration PICTURES = new Calibration(TinyStreets.usual(), 3);
    private static final String DATA = "Calibration[data=tiny-streets/train 4 pictures #66c9db9d, pictures=3]";

    @Test
    void a_request_is_known_by_these_words() {
        CompressionRequest request = REQUEST.with(
                new ChannelPruning(new PruningRatio(0.5), PruningScope.LAYER, new L1Norm(), ChannelWidths.ANY));

        assertThat(request.fingerprint().text()).isEqualTo("""
            CompressionRequest[network=5e70ec10f555133b/768270ed56cfd146, \
            data=tiny-streets/val 4 pictures #66c9db9d, training=tiny-streets/train 4 pictures #66c9db9d, \
            selection=the pictures measured on, passes=[ChannelPruning[target=PruningRatio[value=0.5], \
            scope=LAYER, importance=Importance[criterion=L1Norm[], normalization=MEAN, reduction=MEAN], \
            widths=WidthMultiples[multiple=1], limits=LayerLimits[floor=PruningRatio[value=0.0], \
            ceiling=PruningRatio[value=0.9], ignored=[], pinned=[]]]], \
            retraining=RetrainOptions[length=Epochs[count=20], timeLimit=PT8760H, batch=4, \
            optimizer=Adam[beta1=0.9, beta2=0.999, epsilon=1.0E-8, weightDecay=0.0], \
            schedule=Schedule[decay=COSINE, peak=0.001, warmUp=0.05], \
            augmentation=Augmentation[cropHeight=0, cropWidth=0, minScale=0.75, maxScale=1.5, \
            mirror=true], curriculum=Curriculum[side=1, share=0.0], classWeights=Uniform[], \
            objective=Objective[loss=LOVASZ, smoothing=0.0, distillation=0.0, kind=PIXELS, \
            temperature=1.0], batchNorm=BATCH, statistics=32, blockTarget=Optional.empty, validateEvery=4, \
            seed=1], schedule=CutSchedule[iterations=1, before=None[], beforeLength=Epochs[count=0]], \
            retrainOriginal=false, seed=1]\
            """);
        assertThat(request.fingerprint().hash()).isEqualTo("112d6a48984ea89b");
    }

    @Test
    void a_request_with_everything_is_known_by_these_words() {
        CutSchedule schedule = CutSchedule.ONE_SHOT
                .withIterations(3)
                .withBefore(new Sparsity.GroupLasso(0.5), new TrainingLength.Epochs(2));
        CompressionRequest request = REQUEST.withSchedule(schedule)
                .withTeacher(NETWORK)
                .withOriginalRetrained()
                .withSeed(5)
                .withBegun(PlannedNetwork.none(NETWORK))
                .withPictures(PictureRoles.of(TinyStreets.usual()).withHoldout(0.5));

        assertThat(request.fingerprint().text()).isEqualTo("""
            CompressionRequest[network=5e70ec10f555133b/768270ed56cfd146, \
            data=tiny-streets/val 4 pictures #66c9db9d, training=tiny-streets/train 2 pictures #7cbf0b7d, \
            selection=tiny-streets/held-out 2 pictures #b35a1f5d, passes=[], \
            retraining=RetrainOptions[length=Epochs[count=20], timeLimit=PT8760H, batch=4, \
            optimizer=Adam[beta1=0.9, beta2=0.999, epsilon=1.0E-8, weightDecay=0.0], \
            schedule=Schedule[decay=COSINE, peak=0.001, warmUp=0.05], \
            augmentation=Augmentation[cropHeight=0, cropWidth=0, minScale=0.75, maxScale=1.5, \
            mirror=true], curriculum=Curriculum[side=1, share=0.0], classWeights=Uniform[], \
            objective=Objective[loss=LOVASZ, smoothing=0.0, distillation=0.0, kind=PIXELS, \
            temperature=1.0], batchNorm=BATCH, statistics=32, blockTarget=Optional.empty, validateEvery=4, \
            seed=5], schedule=CutSchedule[iterations=3, before=GroupLasso[strength=0.5], \
            beforeLength=Epochs[count=2]], begun=5e70ec10f555133b/768270ed56cfd146, \
            teacher=5e70ec10f555133b/768270ed56cfd146, retrainOriginal=true, seed=5]\
            """);
    }

    @Test
    void how_long_a_limit_is_learned_counts_where_one_is() {
        CompressionRequest request = REQUEST.withLearning(new TrainingLength.Steps(2));

        assertThat(request.fingerprint()).isEqualTo(REQUEST.fingerprint());
        assertThat(request.with(new LearnedTruncation(new Region.All(), Resampling.AREA, 1))
                        .fingerprint()
                        .text())
                .contains("LearnedTruncation[region=all, kind=AREA, penalty=1.0, length=Steps[count=2]]");
    }

    @Test
    void schedules_are_known_by_these_words() {
        TrainingLength length = new TrainingLength.Sum(new TrainingLength.Epochs(2), new TrainingLength.Steps(3));

        assertThat(CutSchedule.ONE_SHOT
                        .withBefore(new Sparsity.Slimming(0.5), length)
                        .fingerprint()
                        .text())
                .isEqualTo("CutSchedule[iterations=1, before=Slimming[strength=0.5],"
                        + " beforeLength=Sum[first=Epochs[count=2], second=Steps[count=3]]]");
        assertThat(new Sparsity.Soft().fingerprint().text()).isEqualTo("Soft[]");
    }

    @Test
    void trainings_are_known_by_these_words() {
        RetrainOptions blocks = RetrainOptions.fromScratch().with(o -> o.blockTarget(BlockTarget.UPSAMPLED));
        RetrainOptions distilled = RetrainOptions.defaults().with(o -> o.optimizer(new Optimizer.Sgd(0.9, 1e-4))
                .curriculum(Curriculum.parse("1/2=0.3"))
                .objective(Objective.CROSS_ENTROPY.withDistillation(0.5).withKind(Distillation.FEATURES)));

        assertThat(TrainingFingerprint.of(blocks).text()).isEqualTo("""
            RetrainOptions[length=Epochs[count=24], timeLimit=PT8760H, batch=8, optimizer=Adam[beta1=0.9, \
            beta2=0.999, epsilon=1.0E-8, weightDecay=0.0], schedule=Schedule[decay=COSINE, peak=0.002, \
            warmUp=0.05], augmentation=Augmentation[cropHeight=96, cropWidth=128, minScale=0.75, \
            maxScale=1.5, mirror=true], curriculum=Curriculum[side=1, share=0.0], \
            classWeights=FromData[bound=1.05], objective=Objective[loss=CROSS_ENTROPY, smoothing=0.0, \
            distillation=0.0, kind=PIXELS, temperature=1.0], batchNorm=BATCH, statistics=32, \
            blockTarget=Optional[UPSAMPLED], validateEvery=6, seed=1]\
            """);
        assertThat(TrainingFingerprint.of(distilled).text()).isEqualTo("""
            RetrainOptions[length=Epochs[count=20], timeLimit=PT8760H, batch=4, \
            optimizer=Sgd[momentum=0.9, weightDecay=1.0E-4], schedule=Schedule[decay=COSINE, peak=0.001, \
            warmUp=0.05], augmentation=Augmentation[cropHeight=0, cropWidth=0, minScale=0.75, \
            maxScale=1.5, mirror=true], curriculum=Curriculum[side=2, share=0.3], classWeights=Uniform[], \
            objective=Objective[loss=CROSS_ENTROPY, smoothing=0.0, distillation=0.5, kind=FEATURES, \
            temperature=1.0], batchNorm=BATCH, statistics=32, blockTarget=Optional.empty, validateEvery=4, \
            seed=1]\
            """);
    }

    @Test
    void optimizers_round_others_and_given_weights_are_known_by_these_words() {
        RetrainOptions options = RetrainOptions.defaults()
                .with(o -> o.optimizer(new Optimizer.Averaged(new Optimizer.Clipped(Optimizer.Adam.DEFAULT, 5), 0.99))
                        .classWeights(new ClassWeights.Given(Map.of("sky", 2.0, "road", 1.0))));

        assertThat(TrainingFingerprint.of(options).text())
                .contains(
                        "optimizer=Averaged[inner=Clipped[inner=Adam[beta1=0.9, beta2=0.999, epsilon=1.0E-8, weightDecay=0.0],"
                                + " largestNorm=5.0], averaging=0.99]",
                        "classWeights=Given[weights={road=1.0, sky=2.0}]");
    }

    @Test
    void truncations_are_known_by_these_words() {
        AutoTruncation auto = new AutoTruncation(
                List.of(new Region.Decoder(), new Region.DownstreamOf("relu")),
                List.of(new Grid(1, 2)),
                Resampling.BILINEAR,
                new TruncationDrop(1),
                new RememberingEvaluator(
                        network -> {
                            throw new AssertionError("nothing is measured");
                        },
                        "pictures"));

        assertThat(new GridTruncation(new Grid(1, 2, 1, 4), new Region.At("relu"), Resampling.DCT)
                        .fingerprint()
                        .text())
                .isEqualTo("GridTruncation[limit=1/2x1/4, region=at:relu, kind=DCT]");
        assertThat(auto.fingerprint().text())
                .isEqualTo("AutoTruncation[regions=[decoder, relu], grids=[1/2], kind=BILINEAR, allowed=auto-1.0,"
                        + " evaluator=pictures]");
        assertThat(new LearnedTruncation(new Region.All(), Resampling.AREA, 100)
                        .fingerprint()
                        .text())
                .isEqualTo("LearnedTruncation[region=all, kind=AREA, penalty=100.0]");
    }

    @Test
    void limits_and_widths_are_known_by_these_words() {
        LayerLimits limits = LayerLimits.DEFAULT
                .ignoring("a*")
                .pinning("b", new PruningRatio(0.25))
                .withBounds(new PruningRatio(0.1), new PruningRatio(0.9));
        ChannelPruning pruning = new ChannelPruning(
                        new CostShare(CostKind.MACS, 0.5),
                        PruningScope.COST,
                        new L1Norm(),
                        new WidthStaircase(List.of(8, 16), 8, "toy"))
                .withLimits(limits);

        assertThat(pruning.fingerprint().text())
                .isEqualTo("ChannelPruning[target=CostShare[kind=MACS, kept=0.5], scope=COST,"
                        + " importance=Importance[criterion=L1Norm[], normalization=MEAN, reduction=MEAN],"
                        + " widths=staircase 8/16 by 8, limits=LayerLimits[floor=PruningRatio[value=0.1],"
                        + " ceiling=PruningRatio[value=0.9], ignored=[a*],"
                        + " pinned=[Pin[pattern=b, ratio=PruningRatio[value=0.25]]]]]");
    }

    static Stream<Arguments> criteria() {
        return Stream.of(
                Arguments.of(new BatchNormScale(), "BatchNormScale[]"),
                Arguments.of(new Fisher(PICTURES), "Fisher[calibration=" + DATA + "]"),
                Arguments.of(new GeometricMedian(), "GeometricMedian[]"),
                Arguments.of(new L1Norm(), "L1Norm[]"),
                Arguments.of(new L2Norm(), "L2Norm[]"),
                Arguments.of(new Lamp(), "Lamp[]"),
                Arguments.of(new MeanActivation(PICTURES), "MeanActivation[calibration=" + DATA + "]"),
                Arguments.of(new NonZeroActivation(PICTURES), "NonZeroActivation[calibration=" + DATA + "]"),
                Arguments.of(new RandomScore(7), "RandomScore[seed=7]"),
                Arguments.of(
                        new SpectralEnergy(PICTURES, 0.25), "SpectralEnergy[calibration=" + DATA + ", cutoff=0.25]"),
                Arguments.of(
                        new SpectralTaylor(PICTURES, new Grid(1, 2)),
                        "SpectralTaylor[calibration=" + DATA + ", cutoff=1/2]"),
                Arguments.of(new Taylor(PICTURES), "Taylor[calibration=" + DATA + "]"));
    }

    @ParameterizedTest
    @MethodSource("criteria")
    void criteria_are_known_by_these_words(ImportanceCriterion criterion, String words) {
        assertThat(criterion.fingerprint().text()).isEqualTo(words);
    }

    @Test
    void budgets_are_known_by_these_words() {
        String channels = "channels=ChannelPruning[target=PruningRatio[value=0.0], scope=LAYER,"
                + " importance=Importance[criterion=L1Norm[], normalization=MEAN, reduction=MEAN],"
                + " widths=WidthMultiples[multiple=1], limits=LayerLimits[floor=PruningRatio[value=0.0],"
                + " ceiling=PruningRatio[value=0.9], ignored=[], pinned=[]]]";

        assertThat(TinyPlanner.onPictures()
                        .cut(NETWORK, Optional.empty(), Budget.parse("macs=50%"))
                        .fingerprint()
                        .text())
                .isEqualTo("BudgetedCut[budget=macs=50%, " + channels + ", grids=[], machine=[],"
                        + " calibration=[tiny-streets/train 4 pictures #66c9db9d, pictures=2],"
                        + " recoverability=Recoverability[channels=0.1, grids=1.0]]");
        assertThat(TinyPlanner.onWeights()
                        .cut(NETWORK, Optional.empty(), Budget.parse("macs=50%"))
                        .fingerprint()
                        .text())
                .contains("calibration=[],");
    }
}
