package dev.coppice.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.kit.ShapesTask;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Metric;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.network.OutputKind;
import dev.coppice.models.network.tail.Answer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Top-1 and top-5 of logits written down by hand. */
class PictureScoringTest {
    private static final double EXACT = 1e-12;

    @Test
    void counts_the_likeliest_and_the_five_likeliest() {
        List<String> classes = names(7);
        Scoring scoring = scoring(7, classes);
        Scoring.Total total = scoring.total();

        total.add(scoring.counts(logits(9, 1, 2, 3, 4, 5, 6), LabelMap.ofPicture(0)));
        total.add(scoring.counts(logits(9, 1, 2, 3, 4, 5, 6), LabelMap.ofPicture(3)));
        total.add(scoring.counts(logits(9, 1, 2, 3, 4, 5, 6), LabelMap.ofPicture(2)));
        total.add(scoring.counts(logits(0, 0, 0, 0, 0, 0, 0), LabelMap.ofPicture(4)));
        total.add(scoring.counts(logits(0, 0, 0, 0, 0, 0, 0), LabelMap.ofPicture(0)));
        Evaluation figures = total.evaluation(classes, 5);

        assertThat(figures.metric()).isEqualTo(Metric.TOP_1);
        assertThat(figures.accuracy()).isCloseTo(2 / 5.0, within(EXACT));
        // class 2 is the sixth likeliest; of equal ones the first is likelier, so class 4 is the fifth
        assertThat(figures.secondary()).isCloseTo(4 / 5.0, within(EXACT));
        assertThat(figures.perClass()).containsOnlyKeys("c0", "c2", "c3", "c4").containsEntry("c0", 1.0);
        assertThat(figures.absent()).containsExactly("c1", "c5", "c6");
    }

    @Test
    void classes_match_by_name_and_others_are_wrong() {
        Scoring scoring = scoring(3, List.of("c2", "c0"));
        Scoring.Total total = scoring.total();

        total.add(scoring.counts(logits(0, 0, 5), LabelMap.ofPicture(0)));
        total.add(scoring.counts(logits(0, 7, 5), LabelMap.ofPicture(0)));
        total.add(scoring.lost(LabelMap.ofPicture(1)));
        Evaluation figures = total.evaluation(List.of("c2", "c0"), 3);

        assertThat(figures.accuracy()).isCloseTo(1 / 3.0, within(EXACT));
        assertThat(figures.perClass()).containsEntry("c2", 0.5).containsEntry("c0", 0.0);
        assertThat(figures.crossEntropy()).isInfinite();
        assertThat(scoring.predicted(logits(0, 0, 5), LabelMap.ofPicture(0))).isEqualTo(LabelMap.ofPicture(0));
    }

    @Test
    void cross_entropy_is_that_of_the_softmax() {
        Scoring scoring = scoring(2, names(2));
        Scoring.Total total = scoring.total();

        total.add(scoring.counts(logits(0, (float) Math.log(3)), LabelMap.ofPicture(1)));

        assertThat(total.evaluation(names(2), 1).crossEntropy()).isCloseTo(Math.log(4 / 3.0), within(1e-6));
    }

    @Test
    void thousands_of_classes_have_a_place() {
        Scoring scoring = scoring(1000, names(1000));
        float[] values = new float[1000];
        values[700] = 1;
        Scoring.Total total = scoring.total();

        total.add(scoring.counts(logits(values), LabelMap.ofPicture(700)));

        assertThat(total.evaluation(names(1000), 1).accuracy()).isOne();
    }

    @Test
    void one_logit_is_for_the_second_class() {
        Network network = pooled(1).to("y", OutputKind.BINARY_LOGIT, 2);
        Scoring scoring = new Scoring(
                OutputKind.BINARY_LOGIT,
                network.tail().answer(),
                ClassMatching.of(network.card(), List.of("class 0", "class 1")),
                -1,
                false);
        Scoring.Total total = scoring.total();

        total.add(scoring.counts(logits(0.5f), LabelMap.ofPicture(1)));
        total.add(scoring.counts(logits(-0.5f), LabelMap.ofPicture(1)));

        assertThat(total.evaluation(List.of("class 0", "class 1"), 2).accuracy())
                .isEqualTo(0.5);
    }

    @Test
    void an_index_has_no_five_likeliest() {
        Network network = pooled(3)
                .node("ArgMax", "index", Attributes.NONE.with("axis", 1).with("keepdims", 0), "y")
                .to("index", 3);
        Answer answer = network.tail().answer();
        Scoring scoring = new Scoring(
                OutputKind.LOGITS,
                answer,
                ClassMatching.of(network.card(), network.card().classes()),
                -1,
                false);
        float[] values = answer.maps(Tensor.vector(2));
        Scoring.Total total = scoring.total();

        total.add(scoring.counts(new Logits(values, answer.shape(), 0), LabelMap.ofPicture(2)));

        Evaluation figures = total.evaluation(network.card().classes(), 1);
        assertThat(figures.accuracy()).isOne();
        assertThat(figures.secondary()).isNaN();
        assertThatThrownBy(() -> scoring.counts(new Logits(new float[] {7}, answer.shape(), 0), LabelMap.ofPicture(2)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("class index 7, its card names 3 classes");
    }

    @Test
    void calibration_pictures_and_the_runtime_agree() {
        ShapesTask data = new ShapesTask(9);
        Network network = ShapesTask.network(4);

        Evaluation planned = CalibrationEvaluator.of(network, new CalibrationSubset(data, "val", 9))
                .evaluate(network);
        Evaluation measured = new OnnxEvaluator(data, "val").withLoss().evaluate(network);

        assertThat(planned.accuracy()).isEqualTo(measured.accuracy());
        assertThat(planned.crossEntropy()).isCloseTo(measured.crossEntropy(), within(1e-5));
        assertThat(measured.images()).isEqualTo(9);
    }

    private static Scoring scoring(int classes, List<String> data) {
        Network network = pooled(classes).to("y");
        return new Scoring(
                OutputKind.LOGITS,
                network.tail().answer(),
                ClassMatching.of(
                        new NetworkCard(
                                "n", network.card().input(), network.card().output(), names(classes)),
                        data),
                -1,
                true);
    }

    private static NetworkBuilder pooled(int classes) {
        return NetworkBuilder.small().conv("d", NetworkBuilder.IMAGE, classes).node("GlobalAveragePool", "y", "d");
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "c" + i).toList();
    }

    private static Logits logits(float... values) {
        return new Logits(values, Shape.of(1, values.length, 1, 1), 0);
    }
}
