package dev.coppice.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.eval.flow.TinyStreets;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.CancelledException;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxEvaluatorTest {
    private final OnnxEvaluator evaluator = new OnnxEvaluator(TinyStreets.usual(), "val");

    @Test
    void a_network_that_knows_the_data_is_right_everywhere() {
        Evaluation evaluation = evaluator.evaluate(TinyStreets.network("road", "sky"));

        assertThat(evaluation.accuracy()).isEqualTo(1);
        assertThat(evaluation.secondary()).isEqualTo(1);
        assertThat(evaluation.dice()).isEqualTo(1);
        assertThat(evaluation.images()).isEqualTo(4);
    }

    @Test
    void classes_match_by_name() {
        Evaluation evaluation = evaluator.evaluate(TinyStreets.network("sky", "road"));

        assertThat(evaluation.secondary()).isZero();
    }

    @Test
    void an_extra_class_of_the_network_counts_as_wrong() {
        // the network's class glare is the data's class sky
        Evaluation evaluation = evaluator.evaluate(TinyStreets.network("road", "glare", "sky"));

        assertThat(evaluation.secondary()).isEqualTo(0.5);
        assertThat(evaluation.perClass()).containsExactly(Map.entry("road", 1.0), Map.entry("sky", 0.0));
    }

    @Test
    void a_class_absent_from_the_split_is_named_and_left_out_of_the_mean() {
        TinyStreets data = new TinyStreets(List.of("road", "sky", "car"), List.of("val"));

        Evaluation evaluation = new OnnxEvaluator(data, "val").evaluate(TinyStreets.network("road", "sky", "car"));

        assertThat(evaluation.accuracy()).isEqualTo(1);
        assertThat(evaluation.absent()).containsExactly("car");
        assertThat(evaluation.dice()).isNaN();
    }

    @Test
    void a_batch_that_the_graph_fixes_is_filled_up() {
        Network network = TinyStreets.network("road", "sky");
        Graph graph = network.graph();
        List<TensorInfo> inputs = List.of(fixed(graph.inputs().get(0), 3));
        List<TensorInfo> outputs = List.of(fixed(graph.outputs().get(0), 3));

        // four images in batches of three
        Evaluation evaluation =
                evaluator.evaluate(network.with(new Graph("fixed", inputs, outputs, graph.nodes(), graph.constants())));

        assertThat(evaluation.accuracy()).isEqualTo(1);
        assertThat(evaluation.images()).isEqualTo(4);
    }

    @Test
    void the_very_file_is_evaluated(@TempDir Path folder) throws Exception {
        Network network = TinyStreets.network("road", "sky");
        Path file = Files.write(folder.resolve("model.onnx"), OnnxWriter.bytes(network));

        assertThat(evaluator.evaluate(OnnxSource.file(file), network)).isEqualTo(evaluator.evaluate(network));
    }

    @Test
    void names_the_image_whose_logits_are_not_finite() {
        Network network = TinyStreets.network("road", "sky");
        Tensor broken = Tensor.floats(Shape.of(2), 0, Float.NaN);
        Network diverged = network.with(network.graph().withConstants(Map.of("b2", broken)));

        assertThatThrownBy(() -> evaluator.evaluate(diverged))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "Network 'tiny' gives no finite number for image 'a' of split 'val', at channel 1, row 0, column"
                                + " 0 of 'y'. Check its weights and the card's mean and std.");
    }

    @Test
    void stops_when_asked_to() {
        Cancellation cancellation = new Cancellation();
        cancellation.request();

        assertThatThrownBy(() -> new OnnxEvaluator(TinyStreets.usual(), "val", Progress.SILENT, cancellation)
                        .evaluate(TinyStreets.network("road", "sky")))
                .isInstanceOf(CancelledException.class);
    }

    private static TensorInfo fixed(TensorInfo info, int batch) {
        Dimension[] dimensions = info.dimensions().toArray(new Dimension[0]);
        dimensions[0] = Dimension.of(batch);
        return new TensorInfo(info.name(), info.type(), List.of(dimensions));
    }
}
