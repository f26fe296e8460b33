package dev.coppice.models.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rewriter that applies edits to a graph. No other class changes structure.
 *
 * <p>The input graph stays as it is; without edits the same object is returned. After the last edit, nodes that reach no
 * output and constants without readers are removed, and the whole graph is checked again.
 */
public final class GraphRewriter {
    private GraphRewriter() {}

    /**
     * The graph with all edits applied in order.
     *
     * @throws IllegalArgumentException if an edit names a node that is not there
     * @throws InvalidGraphException if the result is not a graph
     */
    public static Graph apply(Graph graph, List<? extends GraphEdit> edits) {
        if (edits.isEmpty()) {
            return graph;
        }
        Draft draft = new Draft(graph);
        edits.forEach(draft::apply);
        return draft.build();
    }

    /** The graph without the nodes and constants that no output needs; the same object if all are needed. */
    public static Graph live(Graph graph) {
        Graph live = new Draft(graph).build();
        boolean all = live.nodes().size() == graph.nodes().size()
                && live.constants().size() == graph.constants().size();
        return all ? graph : live;
    }

    private static final class Draft {
        private final Graph origin;
        private final Map<String, Node> nodes = new LinkedHashMap<>();
        private final Map<String, Tensor> constants;
        private List<TensorInfo> inputs;
        private List<TensorInfo> outputs;

        Draft(Graph graph) {
            origin = graph;
            graph.nodes().forEach(n -> nodes.put(n.name(), n));
            constants = new LinkedHashMap<>(graph.constants());
            inputs = graph.inputs();
            outputs = graph.outputs();
        }

        void apply(GraphEdit edit) {
            if (edit instanceof GraphEdit.PutConstant put) {
                constants.put(put.tensor(), put.value());
            } else if (edit instanceof GraphEdit.ReplaceNode replace) {
                replace(replace);
            } else if (edit instanceof GraphEdit.AddNode add) {
                addNode(add.node());
            } else if (edit instanceof GraphEdit.RewireInput rewire) {
                Node node = existing(rewire.node());
                nodes.put(node.name(), node.withInput(rewire.position(), rewire.tensor()));
            } else if (edit instanceof GraphEdit.RedirectUses redirect) {
                redirect(redirect.from(), redirect.to());
            } else if (edit instanceof GraphEdit.RenameTensor rename) {
                rename(rename);
            } else if (edit instanceof GraphEdit.DeclareInputs declare) {
                inputs = declare.inputs();
            } else if (edit instanceof GraphEdit.DeclareOutputs declare) {
                outputs = declare.outputs();
            }
        }

        Graph build() {
            Set<String> needed = new HashSet<>();
            outputs.forEach(o -> needed.add(o.name()));
            List<Node> live = liveNodes(needed);
            constants.keySet().retainAll(needed);
            return new Graph(origin.name(), inputs, outputs, live, constants).carrying(origin.carried());
        }

        private Node existing(String name) {
            Node node = nodes.get(name);
            if (node == null) {
                throw new IllegalArgumentException(
                        "an edit names node '" + name + "', which graph '" + origin.name() + "' does not have");
            }
            return node;
        }

        private void addNode(Node node) {
            if (nodes.putIfAbsent(node.name(), node) != null) {
                throw new IllegalArgumentException("an edit adds a second node '" + node.name() + "'");
            }
        }

        private void redirect(String from, String to) {
            nodes.replaceAll(
                    (name, node) -> node.inputs().contains(from) ? node.mapInputs(t -> t.equals(from) ? to : t) : node);
        }

        private void rename(GraphEdit.RenameTensor edit) {
            Node node = existing(edit.node());
            nodes.put(
                    node.name(),
                    node.withOutputs(node.outputs().stream()
                            .map(o -> o.equals(edit.from()) ? edit.to() : o)
                            .toList()));
            redirect(edit.from(), edit.to());
        }

        private void replace(GraphEdit.ReplaceNode edit) {
            existing(edit.node());
            if (edit.by().size() == 1 && edit.by().get(0).name().equals(edit.node())) {
                nodes.put(edit.node(), edit.by().get(0));
                return;
            }
            List<Node> all = new ArrayList<>();
            nodes.forEach((name, node) -> {
                if (name.equals(edit.node())) {
                    all.addAll(edit.by());
                } else {
                    all.add(node);
                }
            });
            nodes.clear();
            all.forEach(this::addNode);
        }

        /** Walks backwards from the outputs; fills {@code needed} with every tensor that is read. */
        private List<Node> liveNodes(Set<String> needed) {
            Map<String, Node> producers = new HashMap<>();
            nodes.values().forEach(n -> n.outputs().forEach(o -> producers.put(o, n)));
            Set<String> live = new HashSet<>();
            List<String> open = new ArrayList<>(needed);
            while (!open.isEmpty()) {
                Node node = producers.get(open.remove(open.size() - 1));
                if (node != null && live.add(node.name())) {
                    node.inputs().stream().filter(t -> !t.isEmpty()).forEach(t -> {
                        needed.add(t);
                        open.add(t);
                    });
                }
            }
            return nodes.values().stream().filter(n -> live.contains(n.name())).toList();
        }
    }
}
