package dev.coppice.models.graph;

import java.util.List;

/**
 * A change of a graph; there are no other ways to change one. Each edit names nodes and tensors of the graph as the previous
 * edit left it.
 */
public sealed interface GraphEdit {
    /** Adds a constant, or gives an existing constant another value of any shape. */
    record PutConstant(String tensor, Tensor value) implements GraphEdit {}

    /** Replaces a node by others; none removes it. The new nodes must produce every output that others read. */
    record ReplaceNode(String node, List<Node> by) implements GraphEdit {
        public ReplaceNode {
            by = List.copyOf(by);
        }

        /** Replaces a node by one other. */
        public ReplaceNode(String node, Node by) {
            this(node, List.of(by));
        }
    }

    /** Adds a node whose outputs are new. */
    record AddNode(Node node) implements GraphEdit {}

    /** Makes one input of one node read another tensor. */
    record RewireInput(String node, int position, String tensor) implements GraphEdit {}

    /** Makes every reader of {@code from} read {@code to}; graph outputs keep their tensor. */
    record RedirectUses(String from, String to) implements GraphEdit {}

    /** Gives an output of a node another name, which no tensor has; its readers follow. */
    record RenameTensor(String node, String from, String to) implements GraphEdit {}

    /** Replaces the list of the graph's inputs. */
    record DeclareInputs(List<TensorInfo> inputs) implements GraphEdit {
        public DeclareInputs {
            inputs = List.copyOf(inputs);
        }
    }

    /** Replaces the list of the graph's outputs. */
    record DeclareOutputs(List<TensorInfo> outputs) implements GraphEdit {
        public DeclareOutputs {
            outputs = List.copyOf(outputs);
        }
    }
}
