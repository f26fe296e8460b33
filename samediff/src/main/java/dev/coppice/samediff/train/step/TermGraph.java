package dev.coppice.samediff.train.step;

import dev.coppice.models.graph.Shape;
import dev.coppice.samediff.lowering.GraphValues;
import dev.coppice.samediff.lowering.WeightLayout;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A {@link GraphTerm} in a lowered graph.
 *
 * @param what description of each array of a batch
 * @param given names of the placeholders for a batch's arrays
 * @param shapes shapes of the placeholders
 * @param loss name of the scalar loss
 */
record TermGraph(String what, List<String> given, List<Shape> shapes, String loss) {
    private static final String PREFIX = "coppice.";
    private static final String LOSS = ".loss";

    TermGraph {
        given = List.copyOf(given);
        shapes = List.copyOf(shapes);
    }

    /** Appends a term for batches of a number of pictures. */
    static TermGraph append(GraphValues values, GraphTerm term, int pictures) {
        SameDiff sd = values.sameDiff();
        List<Shape> shapes = term.given(pictures);
        List<SDVariable> given = new ArrayList<>();
        for (Shape shape : shapes) {
            given.add(sd.placeHolder(values.name(PREFIX + term.name()), DataType.FLOAT, WeightLayout.longs(shape)));
        }
        String loss = values.name(PREFIX + term.name() + LOSS);
        values.emit(() -> sd.renameVariable(term.in(values, given, pictures).name(), loss));
        return new TermGraph(term.what(), given.stream().map(SDVariable::name).toList(), shapes, loss);
    }
}
