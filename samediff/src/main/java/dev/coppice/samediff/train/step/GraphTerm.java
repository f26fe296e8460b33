package dev.coppice.samediff.train.step;

import dev.coppice.models.graph.Shape;
import dev.coppice.samediff.lowering.GraphValues;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/** Part of a training loss in the graph, computed from tensors of the network and from arrays of each batch. */
public interface GraphTerm {
    /** The prefix of its names in the graph. */
    String name();

    /** A description of each array of a batch, as the start of a sentence. */
    String what();

    /** The shapes of the arrays for a batch of a number of pictures. */
    List<Shape> given(int pictures);

    /**
     * Appends the term and returns the scalar to add to the loss.
     *
     * @param given the arrays of a batch
     */
    @SuppressWarnings("exports") // ND4J stays on the class path; a new term is written in this module
    SDVariable in(GraphValues values, List<SDVariable> given, int pictures);
}
