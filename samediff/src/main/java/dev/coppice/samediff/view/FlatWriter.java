package dev.coppice.samediff.view;

import dev.coppice.models.InvalidInputException;
import java.nio.ByteBuffer;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Writer of the files that {@code SameDiff.load} reads. */
public final class FlatWriter {
    /** SameDiff's writer doubles a buffer that ends at 2 GiB. */
    private static final long MOST_BYTES = 1L << 30;

    private FlatWriter() {}

    /**
     * The content of a file, without updater state. It is read back as data, and says the same as the graph.
     *
     * @throws InvalidInputException if the arrays do not fit into a file
     */
    public static byte[] bytes(SameDiff sd) {
        long bytes = sd.variables().stream().mapToLong(FlatWriter::bytes).sum();
        if (bytes > MOST_BYTES) {
            throw new InvalidInputException("The network's arrays have " + bytes
                    + " bytes, and a SameDiff file takes at most " + MOST_BYTES + ". Write ONNX.");
        }
        ByteBuffer written = sd.asFlatBuffers(false);
        byte[] content = new byte[written.remaining()];
        written.get(content);
        compare(SameDiffView.of(sd), FlatFile.parse(content, "as written"));
        return content;
    }

    private static long bytes(SDVariable variable) {
        INDArray array =
                variable.isConstant() || variable.getVariableType().name().equals("VARIABLE")
                        ? variable.getArr()
                        : null;
        return array == null ? 0 : array.length() * array.dataType().width();
    }

    private static void compare(UserGraph graph, UserGraph file) {
        boolean same = file.variables().equals(graph.variables())
                && file.operators().equals(graph.operators())
                && graph.variables().values().stream()
                        .filter(UserVariable::isStored)
                        .allMatch(v -> file.value(v.name()).equals(graph.value(v.name())));
        if (!same) {
            throw new IllegalStateException("a SameDiff file reads back as another graph than was written");
        }
    }
}
