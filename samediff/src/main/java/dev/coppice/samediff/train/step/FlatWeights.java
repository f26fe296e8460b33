package dev.coppice.samediff.train.step;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Trained variables in one vector, and their gradients in another, so that an update is one operator instead of one per
 * variable. SameDiff's variables cannot take other arrays, so values are copied to them on request.
 *
 * @param sd SameDiff that owns the variables
 * @param values values, 1×n
 * @param gradients gradients, 1×n
 * @param valueOf part of {@code values} of each variable, in its shape
 * @param gradientOf part of {@code gradients} of each variable, in its shape
 */
record FlatWeights(
        SameDiff sd,
        INDArray values,
        INDArray gradients,
        Map<String, INDArray> valueOf,
        Map<String, INDArray> gradientOf)
        implements AutoCloseable {
    /** Takes float variables with their current values. */
    static FlatWeights of(SameDiff sd, List<String> variables) {
        long length = variables.stream()
                .mapToLong(name -> sd.getVariable(name).getArr().length())
                .sum();
        FlatWeights flat = new FlatWeights(
                sd,
                Nd4j.create(DataType.FLOAT, 1, length),
                Nd4j.create(DataType.FLOAT, 1, length),
                new LinkedHashMap<>(),
                new LinkedHashMap<>());
        long from = 0;
        for (String name : variables) {
            from = flat.take(sd.getVariable(name), from);
        }
        flat.load();
        return flat;
    }

    private long take(SDVariable variable, long from) {
        INDArray own = variable.getArr();
        long to = from + own.length();
        valueOf.put(variable.name(), part(values, from, to, own.shape()));
        gradientOf.put(variable.name(), part(gradients, from, to, own.shape()));
        return to;
    }

    /** Copies the values from SameDiff's variables. */
    void load() {
        valueOf.forEach((name, view) -> view.assign(sd.getVariable(name).getArr()));
    }

    /** Copies the current values to SameDiff's variables. */
    void store() {
        valueOf.forEach((name, view) -> sd.getVariable(name).getArr().assign(view));
    }

    private static INDArray part(INDArray vector, long from, long to, long... shape) {
        return vector.get(NDArrayIndex.point(0), NDArrayIndex.interval(from, to))
                .reshape('c', shape);
    }

    @Override
    public void close() {
        values.close();
        gradients.close();
    }
}
