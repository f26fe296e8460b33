package dev.coppice.models.network.tail;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Search from the output up to the logits. The logits are the last tensor with a channel per class in front of every
 * deciding operator (Sigmoid, Softmax, ArgMax, threshold). An operator that only carries values, such as Resize, belongs to
 * the network if it comes before them, and otherwise to the tail. Used once.
 */
public final class TailSearch {
    private final Graph graph;
    private final Shapes shapes;
    private final String output;
    private final int channels;
    private final String classes;
    private final List<Link> links = new ArrayList<>();

    /**
     * The result of the search.
     *
     * @param tail the nodes after the logits
     * @param problem why the output cannot be read; empty if it can
     */
    public record Result(OutputTail tail, String problem) {}

    /** One node on the way from the logits to the output. */
    private record Link(String from, TailContext at, TailOperator operator) {
        boolean decides() {
            return operator.decides(at);
        }
    }

    TailSearch(Graph graph, Shapes shapes, String output, int channels, String classes) {
        this.graph = graph;
        this.shapes = shapes;
        this.output = output;
        this.channels = channels;
        this.classes = classes;
    }

    int channels() {
        int first = firstThatDecides();
        for (int i = first; i >= 0; i--) {
            if (shapes.of(tensor(i)).rank() == mapRank()) {
                return shapes.of(tensor(i)).size(1);
            }
        }
        Shape shape = shapes.of(tensor(first));
        return shape.rank() >= 2 ? shape.size(1) : 0;
    }

    private int firstThatDecides() {
        walk();
        int first = 0;
        while (first < links.size() && !links.get(first).decides()) {
            first++;
        }
        return first;
    }

    Result result() {
        int first = firstThatDecides();
        Optional<Result> unreadable = Optional.empty();
        for (int start = first; start >= 0; start--) {
            if (isMap(tensor(start))) {
                Result result = from(start);
                if (result.problem().isEmpty()) {
                    return result;
                }
                unreadable = unreadable.or(() -> Optional.of(result));
            }
        }
        return unreadable.orElseGet(() -> unread(first));
    }

    /**
     * Handles the case that no map before the deciding operators has a channel per class: a classifier's scores, or the card
     * of another network.
     */
    private Result unread(int first) {
        Shape shape = shapes.of(tensor(first));
        boolean scores = shape.rank() >= 2 && shape.size(1) == channels;
        return scores
                ? from(first)
                : none("is " + shapes.of(output) + made(first) + ", expected " + channels + " channels for " + classes);
    }

    private String made(int first) {
        return first == links.size()
                ? ""
                : " (" + links.get(first).at().node().op() + " of " + shapes.of(tensor(first)) + ")";
    }

    private Result from(int start) {
        Answer answer = Answer.logits(shapes.of(tensor(start)), OutputTail.space(shapes));
        for (Link link : links.subList(start, links.size())) {
            Optional<Answer> next = link.operator().after(answer, link.at());
            if (next.isEmpty()) {
                return none("cannot be read as a prediction of " + classes + ": its " + answer.holds() + " of "
                        + shapes.of(link.from()) + " go through " + link.at().node()
                        + "; name the tensor in front of it, '" + link.from() + "', as output");
            }
            answer = next.get();
        }
        return new Result(new OutputTail(tensor(start), between(tensor(start)), answer), "");
    }

    private Result none(String problem) {
        return new Result(OutputTail.none(output, shapes), problem);
    }

    /** Collects the nodes on the way, in graph order. */
    private void walk() {
        Set<String> seen = new HashSet<>();
        String tensor = output;
        while (seen.add(tensor)) {
            Optional<Link> link = graph.producer(tensor).flatMap(this::link);
            if (link.isPresent()) {
                links.add(0, link.get());
                tensor = link.get().from();
            }
        }
    }

    private Optional<Link> link(Node node) {
        TailContext at = new TailContext(node, graph, shapes);
        return TailOperators.of(node).flatMap(operator -> operator.from(at)
                .filter(t -> graph.producer(t).isPresent() && shapes.value(t).isEmpty())
                .map(from -> new Link(from, at, operator)));
    }

    /** The input tensor of a link. */
    private String tensor(int link) {
        return link == links.size() ? output : links.get(link).from();
    }

    private boolean isMap(String tensor) {
        Shape shape = shapes.of(tensor);
        return shape.rank() == mapRank() && shape.size(1) == channels;
    }

    /** The number of axes of a map: as many as the network's input has. */
    private int mapRank() {
        return 2 + OutputTail.space(shapes);
    }

    /** The nodes on paths from the logits to the output. */
    private Set<String> between(String logits) {
        Set<String> behind = new HashSet<>(Set.of(logits));
        Set<String> nodes = new LinkedHashSet<>();
        for (Node node : graph.nodes()) {
            if (node.inputs().stream().anyMatch(behind::contains)) {
                behind.addAll(node.outputs());
                nodes.add(node.name());
            }
        }
        nodes.retainAll(needed());
        return nodes;
    }

    private Set<String> needed() {
        Set<String> needed = new HashSet<>();
        List<String> open = new ArrayList<>(List.of(output));
        while (!open.isEmpty()) {
            graph.producer(open.remove(open.size() - 1))
                    .filter(node -> needed.add(node.name()))
                    .ifPresent(node -> open.addAll(node.inputs()));
        }
        return needed;
    }
}
