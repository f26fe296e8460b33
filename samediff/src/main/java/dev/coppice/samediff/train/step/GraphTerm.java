package dev.coppice.samediff.train.step;

import dev.coppice.models.graph.Shape;
import dev.coppice.samediff.lowering.GraphValues;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/** A part of a training loss that is computed in the graph, from tensors of the network and from arrays that each batch brings. */
public interface GraphTerm {
    /** The start of its names in the graph. */
    String name();

    /** What each array is that a batch brings, as the beginning of a sentence. */
    String what();

    /** The shapes of the arrays that a batch of so many pictures brings. */
    List<Shape> given(int pictures);

    /**
     * The scalar that is added to the loss.
     *
     * @param given the arrays of a batch of so many pictures
     */
    @SuppressWarnings("exports") // ND4J stays on the class path; a new term is written in this module
    SDVariable in(GraphValues values, List<SDVariable> given, int pictures);
}
