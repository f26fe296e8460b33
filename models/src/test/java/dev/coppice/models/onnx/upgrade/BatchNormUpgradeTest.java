package dev.coppice.models.onnx.upgrade;

import static dev.coppice.models.onnx.upgrade.UpgradeAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchNormUpgradeTest {

    @Test
    void settings_of_training_go() {
        Node node = Node.of(
                "BatchNormalization",
                "y",
                Attributes.NONE.with("epsilon", 0.1f).with("momentum", 0.9f).with("spatial", 1),
                "x",
                "s",
                "b",
                "m",
                "v");

        assertThatRule(new BatchNormUpgrade())
                .on(node)
                .of(7)
                .becomes(Node.of(
                        "BatchNormalization", "y", Attributes.NONE.with("epsilon", 0.1f), "x", "s", "b", "m", "v"));
    }

    @Test
    void outputs_that_nobody_reads_go() {
        Node node = new Node(
                "y", "", "BatchNormalization", List.of("x", "s", "b", "m", "v"), List.of("y", "mean"), Attributes.NONE);

        assertThatRule(new BatchNormUpgrade()).on(node).of(9).becomes(node.withOutputs(List.of("y")));
    }

    @Test
    void statistics_of_each_pixel_are_refused() {
        assertThatRule(new BatchNormUpgrade())
                .on(Node.of("BatchNormalization", "y", Attributes.NONE.with("spatial", 0), "x"))
                .of(7)
                .refuses("spatial is 0 (statistics per pixel)");
    }

    @Test
    void statistics_of_a_batch_of_unknown_rank_are_refused() {
        assertThatRule(new BatchNormUpgrade())
                .on(Node.of("BatchNormalization", "y", Attributes.NONE.with("training_mode", 1), "x"))
                .of(15)
                .unranked("x")
                .refuses("it takes statistics of the batch (training mode), and the rank of 'x' is not known;"
                        + " export the network in evaluation mode");
    }

    @Test
    void statistics_of_a_constant_are_written_out() {
        assertThatRule(new BatchNormUpgrade())
                .on(new Node(
                        "y",
                        "",
                        "BatchNormalization",
                        List.of("x", "s", "b", "m", "v"),
                        List.of("y", "mean"),
                        Attributes.NONE.with("training_mode", 1).with("epsilon", 0.5f)))
                .of(15)
                .with("x", Tensor.floats(Shape.of(1, 1, 2), 1, 2))
                .becomes(
                        Node.of("ReduceMean", "y_ReduceMean", Attributes.NONE, "x", "y_axes"),
                        Node.of("Sub", "y_Sub", Attributes.NONE, "x", "y_ReduceMean"),
                        Node.of("Mul", "y_Mul", Attributes.NONE, "y_Sub", "y_Sub"),
                        Node.of("ReduceMean", "y_ReduceMean_2", Attributes.NONE, "y_Mul", "y_axes"),
                        Node.of("Add", "y_Add", Attributes.NONE, "y_ReduceMean_2", "y_epsilon"),
                        Node.of("Sqrt", "y_Sqrt", Attributes.NONE, "y_Add"),
                        Node.of("Div", "y_Div", Attributes.NONE, "y_Sub", "y_Sqrt"),
                        Node.of("Unsqueeze", "y_Unsqueeze", Attributes.NONE, "s", "y_axes_2"),
                        Node.of("Mul", "y_Mul_2", Attributes.NONE, "y_Div", "y_Unsqueeze"),
                        Node.of("Unsqueeze", "y_Unsqueeze_2", Attributes.NONE, "b", "y_axes_3"),
                        Node.of("Add", "y", Attributes.NONE, "y_Mul_2", "y_Unsqueeze_2"))
                .adds("y_axes", Tensor.vector(0, 2))
                .adds("y_epsilon", Tensor.scalar(0.5f));
    }

    @Test
    void statistics_that_are_read_are_refused() {
        Node node = new Node(
                "y", "", "BatchNormalization", List.of("x", "s", "b", "m", "v"), List.of("y", "mean"), Attributes.NONE);

        assertThatRule(new BatchNormUpgrade())
                .on(node)
                .of(9)
                .reading("mean")
                .refuses("its statistics 'mean' are read; remove what reads them,"
                        + " or export the network in evaluation mode");
    }
}
