package dev.coppice.samediff;

import dev.coppice.models.graph.Shape;
import dev.coppice.samediff.lowering.WeightLayout;
import dev.coppice.samediff.program.Program;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Some variables of a lowered graph, compiled: a pass without gradients over the weights that its variables have then. */
record Forward(INDArray images, Program program, List<String> wanted) implements AutoCloseable {
    /**
     * Compiles.
     *
     * @param input name of the placeholder
     * @param image N×C×H×W of the images
     * @param wanted names of variables
     */
    static Forward of(SameDiff graph, String input, Shape image, List<String> wanted) {
        INDArray images = Nd4j.create(DataType.FLOAT, WeightLayout.longs(image));
        Program program = Program.of(graph, new Program.Task(Map.of(input, images), wanted, Map.of()));
        return new Forward(images, program, List.copyOf(wanted));
    }

    void run(float[] values) {
        StepInputs.fill(images, values);
        program.run();
    }

    /** In C order. */
    float[] values(String variable) {
        return program.array(variable).dup('c').data().asFloat();
    }

    @Override
    public void close() {
        program.close();
        images.close();
    }
}
