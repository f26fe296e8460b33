package dev.coppice.models.samediff.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.samediff.onednn.ConvolutionForm;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.factory.Nd4j;

class RectifiedTest {
    private static final Result MAP = Result.of(DataType.FLOAT, 2, 8, 8, 3);
    private static final ConvolutionForm POINT = new ConvolutionForm(
            List.of(2L, 8L, 8L, 3L),
            List.of(1L, 1L, 3L, 3L),
            List.of(2L, 8L, 8L, 3L),
            List.of(1L, 1L, 1L, 1L, 0L, 0L, 1L, 1L),
            false);

    private static Step convolution(String kind) {
        return new Step(
                new DirectConvolution(kind, POINT, true, false), List.of("x", "w"), List.of(new Step.Value("y", MAP)));
    }

    private static Step relu(double cutoff) {
        RectifiedLinear relu = new RectifiedLinear(Nd4j.zeros(1), cutoff);
        return new Step(OperatorWork.of(relu), List.of("y"), List.of(new Step.Value("z", MAP)));
    }

    private static List<Step> joined(List<Step> steps, String... wanted) {
        Joins program = new Joins(steps, List.of(wanted));
        Rectified.join(program);
        return program.steps();
    }

    @Test
    void a_convolution_writes_what_relu_makes_of_it() {
        List<Step> steps = joined(List.of(convolution("conv2d"), relu(0)), "z");

        assertThat(steps).hasSize(1);
        assertThat(steps.get(0).inputs()).containsExactly("x", "w");
        assertThat(steps.get(0).outputs()).extracting(Step.Value::name).containsExactly("z");
        assertThat(((DirectConvolution) steps.get(0).work()).isRectified()).isTrue();
    }

    @Test
    void what_is_read_besides_or_is_no_such_convolution_stays() {
        assertThat(joined(List.of(convolution("conv2d"), relu(0)), "y", "z")).hasSize(2);
        assertThat(joined(List.of(convolution("deconv2d"), relu(0)), "z")).hasSize(2);
        assertThat(joined(List.of(convolution("conv2d"), relu(1)), "z")).hasSize(2);
    }
}
