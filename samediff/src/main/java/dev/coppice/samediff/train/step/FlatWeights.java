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
 * Trained variables one behind another in one vector, and their gradients in another, so that an update is one operator and not
 * one a variable. SameDiff cannot be given other arrays for its variables: values are carried over when somebody wants them there.
 *
 * @param sd whose variables they are
 * @param values 1×n
 * @param gradients 1×n
 * @param valueOf each variable's part, in its shape
 * @param gradientOf each variable's part, in its shape
 */
record FlatWeights(
        SameDiff sd,
        INDArray values,
        INDArray gradients,
        Map<String, INDArray> valueOf,
        Map<String, INDArray> gradientOf)
        implements AutoCloseable {
    /** With the values that these variables have, all of them floats. */
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

    /** Takes the values that SameDiff's variables have. */
    void load() {
        valueOf.forEach((name, view) -> view.assign(sd.getVariable(name).getArr()));
    }

    /** Gives SameDiff's variables the values as they are now. */
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
