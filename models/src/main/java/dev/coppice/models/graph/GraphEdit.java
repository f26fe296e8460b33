package dev.coppice.models.graph;

import java.util.List;

/** The only ways a graph can change. Each names nodes and tensors of the graph that the edit before it left. */
public sealed interface GraphEdit {
    /** Adds a constant or gives an existing one another value, of any shape. */
    record PutConstant(String tensor, Tensor value) implements GraphEdit {}

    /** Puts nodes in the place of one (none removes it); what others read of it must be produced by them. */
    record ReplaceNode(String node, List<Node> by) implements GraphEdit {
        public ReplaceNode {
            by = List.copyOf(by);
        }

        /** One node for another. */
        public ReplaceNode(String node, Node by) {
            this(node, List.of(by));
        }
    }

    /** Adds a node whose outputs are new. */
    record AddNode(Node node) implements GraphEdit {}

    /** Lets one input of one node read another tensor. */
    record RewireInput(String node, int position, String tensor) implements GraphEdit {}

    /** Lets every node that reads {@code from} read {@code to} instead; graph outputs keep their tensor. */
    record RedirectUses(String from, String to) implements GraphEdit {}

    /** Declares the graph's outputs anew, in order. */
    record DeclareOutputs(List<TensorInfo> outputs) implements GraphEdit {
        public DeclareOutputs {
            outputs = List.copyOf(outputs);
        }
    }
}
