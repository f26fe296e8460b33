package dev.coppice.samediff.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.TinyTask;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.step.LogitLoss;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Test of every loss: gradients against central differences, and values computed by hand. */
class LossesTest {
    private static final int CLASSES = 4;
    private static final int PIXELS = 40;

    /** A step that is visible in single-precision logits, and the error that its square leaves in a gradient. */
    private static final float STEP = 1e-3f;

    private static final double TOLERANCE = 2e-4;
    private static final double ROUNDING = 1e-6;

    /** A batch with weights 0 to 3, pixels of three classes, and pixels without a label. */
    private static final double[] WEIGHTS = {1, 3, 0.5, 0};

    static Stream<Named<LogitLoss>> losses() {
        Truth truth = new Truth(labels(), WEIGHTS);
        boolean[] heard = new boolean[PIXELS];
        for (int p = 0; p < PIXELS; p++) {
            heard[p] = p % 5 != 0;
        }
        TeacherAnswer teacher = new TeacherAnswer(logits(7), Shape.of(2, CLASSES, 4, PIXELS / 8), CLASSES);
        return Stream.of(
                Named.of("focal, γ 2", new SoftmaxLoss(new FocalLoss(2), truth, 1)),
                Named.of("focal, γ 1", new SoftmaxLoss(new FocalLoss(1), truth, 1)),
                Named.of("dice", new SoftmaxLoss(new DiceLoss(), truth, 1)),
                Named.of("lovász", new SoftmaxLoss(new LovaszLoss(), truth, 1)),
                Named.of("three tenths of dice", new SoftmaxLoss(new DiceLoss(), truth, 0.3)),
                Named.of("distillation, T 3", new TemperedDistillation(teacher, heard, 3, 0.7)),
                Named.of("distillation by channels, T 4", new ChannelDistillation(teacher, heard, 4, 0.7)));
    }

    /** Every row of the two tables that is a function of the logits. */
    static Stream<Named<LogitLoss>> rows() {
        Network network = TinyTask.network(1);
        TeacherAndStudent networks = new TeacherAndStudent(network, network, Shape.of(2, 3, 16, 16));
        Map<String, float[]> teacher = Map.of(networks.logits(), logits(7));
        short[] outside = labels();
        for (int p = 0; p < PIXELS; p += 5) {
            outside[p] = Truth.OUTSIDE;
        }
        LossBatch batch =
                new LossBatch(Shape.of(2, CLASSES, 4, PIXELS / 8), new Truth(outside, WEIGHTS), new float[0], teacher);
        Stream<Named<LossTerm>> labels = Stream.of(Loss.values())
                .flatMap(loss -> loss.terms(0.7, 0).stream().map(term -> Named.of(loss.id(), term)));
        Stream<Named<LossTerm>> taught = Stream.of(Distillation.values())
                .flatMap(kind -> Stream.of(kind.usualTemperature(), 3.0)
                        .map(t -> Named.of(kind.id() + ", T " + t, kind.term(networks, 0.3, t))));
        return Stream.concat(labels, taught)
                .filter(row -> row.getPayload().isFurther())
                .map(row -> Named.of("row " + row.getName(), further(row.getPayload(), batch)));
    }

    private static LogitLoss further(LossTerm term, LossBatch batch) {
        BatchLoss loss = new BatchLoss(PIXELS * CLASSES);
        term.add(batch, loss);
        assertThat(loss.targets()).containsOnly(0f);
        return Objects.requireNonNull(loss.further());
    }

    @Test
    void rows_of_both_tables_are_among_them() {
        assertThat(rows().map(Named::getName))
                .contains(
                        "row focal",
                        "row dice",
                        "row lovasz",
                        "row pixels, T 3.0",
                        "row channels, T 4.0",
                        "row channels, T 3.0");
    }

    @ParameterizedTest
    @MethodSource({"losses", "rows"})
    void the_gradient_is_that_of_central_differences(LogitLoss loss) {
        float[] logits = logits(3);
        float[] gradient = new float[logits.length];

        loss.at(logits, gradient);

        double largest = 0;
        double error = 0;
        for (int i = 0; i < logits.length; i++) {
            assertThat(gradient[i]).isFinite();
            double expected = slope(loss, logits, i);
            largest = Math.max(largest, Math.abs(expected));
            error = Math.max(error, Math.abs(gradient[i] - expected));
        }
        assertThat(largest).isGreaterThan(1e-3);
        assertThat(error).isLessThan(TOLERANCE * largest + ROUNDING);
    }

    @ParameterizedTest
    @MethodSource({"losses", "rows"})
    void pixels_that_count_for_nothing_have_no_gradient(LogitLoss loss) {
        float[] gradient = new float[PIXELS * CLASSES];

        loss.at(logits(3), gradient);

        int checked = 0;
        for (int p = 0; p < PIXELS; p++) {
            if (p % 5 == 0) {
                for (int c = 0; c < CLASSES; c++) {
                    assertThat(gradient[p * CLASSES + c]).isZero();
                    checked++;
                }
            }
        }
        assertThat(checked).isEqualTo(PIXELS / 5 * CLASSES);
    }

    @ParameterizedTest
    @MethodSource({"losses", "rows"})
    void logits_far_apart_give_finite_numbers_and_the_gradient_is_added(LogitLoss loss) {
        float[] logits = logits(3);
        for (int i = 0; i < logits.length; i++) {
            logits[i] *= 1000;
        }
        float[] once = new float[logits.length];
        float[] twice = new float[logits.length];

        assertThat(loss.at(logits, once)).isFinite();
        loss.at(logits, twice);
        loss.at(logits, twice);

        for (int i = 0; i < once.length; i++) {
            assertThat(once[i]).isFinite();
            assertThat(twice[i]).isEqualTo(2 * once[i]);
        }
    }

    @Test
    void nothing_is_lost_without_labels() {
        Truth none = new Truth(new short[] {-1, -2}, new double[] {1, 1});

        for (ProbabilityLoss loss : new ProbabilityLoss[] {new FocalLoss(2), new DiceLoss(), new LovaszLoss()}) {
            float[] gradient = new float[4];
            assertThat(new SoftmaxLoss(loss, none, 1).at(new float[4], gradient))
                    .isZero();
            assertThat(gradient).containsOnly(0f);
        }
    }

    /** Three pixels of two classes; the last has its class with probability 0.2. */
    @Test
    void losses_are_what_their_papers_say() {
        Truth truth = new Truth(new short[] {0, 0, 1}, new double[] {1, 2});
        double[][] p = {{0.9, 0.4, 0.8}, {0.1, 0.6, 0.2}};

        double focal = new FocalLoss(2).at(truth, p, new double[2][3]);
        double dice = new DiceLoss().at(truth, p, new double[2][3]);
        double lovasz = new LovaszLoss().at(truth, p, new double[2][3]);

        assertThat(focal)
                .isCloseTo(
                        -(0.01 * Math.log(0.9) + 0.36 * Math.log(0.4) + 2 * 0.64 * Math.log(0.2)) / 4,
                        within(ROUNDING));
        double first = 2 * 1.3 / (0.81 + 0.16 + 0.64 + 2);
        double second = 2 * 0.2 / (0.01 + 0.36 + 0.04 + 1);
        assertThat(dice).isCloseTo((1 - first + 2 * (1 - second)) / 3, within(ROUNDING));
        // class 0: errors 0.8 (not its own), 0.6, 0.1 with 1 − IoU 1/3, 2/3, 1; class 1: 0.8 (its own), 0.6, 0.1 with
        // 1, 1, 1
        double ofFirst = (0.8 + 0.6 + 0.1) / 3;
        double ofSecond = 0.8;
        assertThat(lovasz).isCloseTo((ofFirst + 2 * ofSecond) / 3, within(ROUNDING));
    }

    /** If every prediction is certain, the Lovász extension equals 1 − IoU. */
    @Test
    void lovasz_of_certain_predictions_is_the_mean_of_one_minus_iou() {
        Truth truth = new Truth(new short[] {0, 0, 0, 1, 1, 2}, new double[] {1, 1, 1});
        int[] said = {0, 0, 1, 1, 0, 2};
        double[][] p = new double[3][6];
        for (int i = 0; i < said.length; i++) {
            p[said[i]][i] = 1;
        }

        assertThat(new LovaszLoss().at(truth, p, new double[3][6]))
                .isCloseTo((1 - 2 / 4.0 + 1 - 1 / 3.0 + 0) / 3, within(ROUNDING));
    }

    /** Two pixels of two classes. The second channel's shares are (1, 3) / 4 and (1, 1) / 2; the first channel's are equal. */
    @Test
    void distillation_compares_probabilities_of_a_pixel_or_places_of_a_channel() {
        float log3 = (float) Math.log(3);
        TeacherAnswer teacher = new TeacherAnswer(new float[] {5, 5, 0, log3}, Shape.of(1, 2, 1, 2), 2);
        boolean[] heard = {true, true};
        float[] student = {1, 0, 1, 0};

        double channels = new ChannelDistillation(teacher, heard, 1, 0.5).at(student, new float[4]);
        double alike = new TemperedDistillation(teacher, heard, 2, 0.5).at(new float[4], new float[4]);

        assertThat(channels).isCloseTo(0.5 / 2 * (0.25 * Math.log(0.5) + 0.75 * Math.log(1.5)), within(ROUNDING));
        // cross-entropy with even probabilities is ln 2 whatever the teacher says
        assertThat(alike).isCloseTo(0.5 * 4 * Math.log(2), within(ROUNDING));
    }

    private static double slope(LogitLoss loss, float[] logits, int i) {
        float[] above = logits.clone();
        float[] below = logits.clone();
        above[i] += STEP;
        below[i] -= STEP;
        float[] unused = new float[logits.length];
        return (loss.at(above, unused) - loss.at(below, unused)) / ((double) above[i] - below[i]);
    }

    private static float[] logits(long seed) {
        Random random = new Random(seed);
        float[] logits = new float[PIXELS * CLASSES];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) random.nextGaussian();
        }
        return logits;
    }

    private static short[] labels() {
        short[] labels = new short[PIXELS];
        Random random = new Random(5);
        for (int p = 0; p < PIXELS; p++) {
            labels[p] = (short) (p % 5 == 0 ? -1 - p % 2 : random.nextInt(CLASSES));
        }
        return labels;
    }
}
