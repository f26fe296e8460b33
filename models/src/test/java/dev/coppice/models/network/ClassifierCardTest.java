package dev.coppice.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.kit.ShapesTask;
import dev.coppice.models.measure.Metric;
import dev.coppice.models.network.tail.OutputContent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClassifierCardTest {
    @Test
    void scores_of_a_whole_picture_make_a_classifier() {
        Network scores = ShapesTask.network(1);

        assertThat(scores.card().output().task()).isEqualTo(Task.CLASSIFICATION);
        assertThat(scores.body().card().isClassifier()).isTrue();
        assertThat(body().to("d").card().isClassifier()).isFalse();
    }

    @Test
    void so_do_maps_of_one_point_and_what_follows_them() {
        Network maps = body().node("GlobalAveragePool", "y", "d").to("y");
        Network flat = body().node("GlobalAveragePool", "p", "d")
                .node("Flatten", "f", "p")
                .node("Softmax", "y", Attributes.NONE.with("axis", 1), "f")
                .to("y");

        assertThat(maps.card().isClassifier()).isTrue();
        assertThat(flat.card().isClassifier()).isTrue();
        assertThat(flat.tail().logits()).isEqualTo("p");
        assertThat(flat.tail().answer().holds()).isEqualTo(OutputContent.PROBABILITIES);
        assertThat(flat.tail().answer().shape()).isEqualTo(Shape.of(1, 3, 1, 1));
    }

    @Test
    void a_pixel_of_a_picture_of_one_pixel_is_a_pixel() {
        Network pixel =
                NetworkBuilder.over(1, 1).conv("y", NetworkBuilder.IMAGE, 3).to("y");

        assertThat(pixel.card().isClassifier()).isFalse();
    }

    @Test
    void cards_keep_the_task_and_the_crop() {
        NetworkCard card = cropped(ShapesTask.network(1).card(), 0.9);

        String json = CardFile.format(card);

        assertThat(json).contains("\"crop\" : 0.9", "\"task\" : \"classification\"");
        assertThat(CardFile.parse(json, "test")).isEqualTo(card);
        assertThat(new Network(ShapesTask.network(1).graph(), card).card()).isEqualTo(card);
    }

    @Test
    void cards_that_disagree_are_refused() {
        NetworkCard card = body().to("d").card();
        OutputSpec picture = new OutputSpec("d", OutputKind.LOGITS, Task.CLASSIFICATION);
        NetworkCard wrong = cropped(new NetworkCard("small", card.input(), picture, card.classes()), 1);

        assertThatThrownBy(() -> new Network(body().graph("d"), wrong))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(
                        "output task: the card says classification, the graph gives a class for every pixel")
                .hasMessageContaining("input crop: only classifiers see a part of a picture");
        String json = CardFile.format(cropped(ShapesTask.network(1).card(), 0.9));
        assertThatThrownBy(() -> CardFile.parse(json.replace("0.9", "1.5").replace("classification", "both"), "test"))
                .hasMessageContaining("input.crop is 1.5, expected a share of the shorter side above 0, at most 1")
                .hasMessageContaining("output.task is \"both\", expected \"segmentation\" or \"classification\"");
        assertThatThrownBy(() -> ShapesTask.network(1).card().requirePixels("A spectrum"))
                .hasMessageContaining("gives one class for a picture. A spectrum looks at the places of a prediction");
    }

    @Test
    void columns_are_named_by_the_measure() {
        assertThat(Metric.of(ShapesTask.network(1).card())).isEqualTo(Metric.TOP_1);
        assertThat(Metric.TOP_1.column("originalMIoU")).isEqualTo("originalTop1");
        assertThat(Metric.TOP_1.column("mIoUWithLowPass")).isEqualTo("top1WithLowPass");
        assertThat(Metric.TOP_1.column("pixelAccuracy")).isEqualTo("top5");
        assertThat(Metric.MEAN_IOU.column("originalMIoU")).isEqualTo("originalMIoU");
        assertThat(Metric.TOP_1.perClassKey()).isEqualTo("perClassAccuracy");
        assertThat(Metric.MEAN_IOU.perClassKey()).isEqualTo("perClassIoU");
    }

    private static NetworkBuilder body() {
        return NetworkBuilder.small().conv("d", NetworkBuilder.IMAGE, 3, 3);
    }

    private static NetworkCard cropped(NetworkCard card, double crop) {
        InputSpec in = card.input();
        InputSpec input = new InputSpec(in.name(), in.sizes(), in.order(), in.mean(), in.std(), Optional.of(crop));
        return new NetworkCard(card.name(), input, card.output(), List.copyOf(card.classes()));
    }
}
