package dev.coppice.models.network;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.NearNames;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.ImageLayout;
import dev.coppice.models.graph.NodeTypes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.tail.OutputContent;
import dev.coppice.models.network.tail.OutputTail;
import dev.coppice.models.network.tail.PositiveTensors;
import dev.coppice.models.network.tail.TailSearch;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Check of a card against its graph; it lists every disagreement. */
final class CardCheck {
    private final Graph graph;
    private final NetworkCard card;
    private final List<String> problems = new ArrayList<>();
    private Task task;

    private CardCheck(Graph graph, NetworkCard card) {
        this.graph = graph;
        this.card = card;
        this.task = card.output().task();
    }

    /** The card with the task that the graph tells. */
    static NetworkCard checked(Graph graph, NetworkCard card) {
        CardCheck check = new CardCheck(graph, card);
        boolean input = check.input();
        boolean output = check.output();
        if (input && output && check.problems.isEmpty()) {
            check.channels();
        }
        if (!check.problems.isEmpty()) {
            throw new InvalidInputException(
                    "The card of '" + card.name() + "' disagrees with its graph; correct the card or the options:",
                    check.problems);
        }
        return card.with(check.task);
    }

    private boolean input() {
        InputSpec input = card.input();
        Optional<TensorInfo> info = find(graph.inputs(), input.name());
        if (info.isEmpty()) {
            problems.add("input '" + input.name() + "' is not among the graph's inputs " + names(graph.inputs()));
            return false;
        }
        List<Dimension> dims = info.get().dimensions();
        int axes = input.sizes().size();
        if (!card.isKnown() && dims.size() <= NetworkCard.SPACE) {
            return false; // the input is not an image, so the card says nothing that could disagree
        }
        if (dims.size() != NetworkCard.SPACE + axes) {
            problems.add("input '" + input.name() + "' has " + dims.size() + " axes, and the card gives the size of "
                    + axes + " behind batch and channels");
            return false;
        }
        if (info.get().stored().isSame()
                && card.layout().filter(l -> l == ImageLayout.NHWC).isPresent()) {
            problems.add("input layout: the card says NHWC, the graph was read as NCHW");
        }
        agree("channels (entries of mean)", dims.get(1), input.channels());
        for (int i = 0; i < axes; i++) {
            agree(
                    CardFile.axis(i, axes),
                    dims.get(NetworkCard.SPACE + i),
                    input.sizes().get(i));
        }
        return true;
    }

    private void agree(String what, Dimension actual, int expected) {
        if (actual.isFixed() && actual.size() != expected) {
            problems.add("input " + what + ": the card says " + expected + ", the graph " + actual.size());
        }
    }

    private boolean output() {
        String output = card.output().name();
        if (find(graph.outputs(), output).isEmpty()) {
            List<String> near = NearNames.of(
                    output,
                    graph.nodes().stream().flatMap(n -> n.outputs().stream()).filter(t -> !t.isEmpty()));
            problems.add("output '" + output + "' is not among the graph's outputs " + names(graph.outputs())
                    + ", nor a tensor inside; near it are " + near);
            return false;
        }
        return true;
    }

    private void channels() {
        InputSpec input = card.input();
        Dimension batch =
                find(graph.inputs(), input.name()).orElseThrow().dimensions().get(0);
        Shape image = input.shape(batch.isFixed() ? batch.size() : 1);
        Shapes shapes = Shapes.infer(graph, Map.of(input.name(), image));
        if (!card.isKnown()) {
            return;
        }
        TailSearch.Result found = tail(graph, card, shapes);
        task(task(image, shapes.of(found.tail().logits())));
        String output = "output '" + card.output().name() + "' ";
        if (!found.problem().isEmpty()) {
            problems.add(output + found.problem());
        } else if (!NodeTypes.at(graph, found.tail().logits()).isFloating()) {
            problems.add(output + "holds elements of type "
                    + NodeTypes.at(graph, found.tail().logits())
                    + ", and no logits were found before it; name the logits as output");
        } else if (card.outputChannels() == 1 && found.tail().answer().holds() != OutputContent.MASK) {
            PositiveTensors.source(graph, found.tail().logits())
                    .ifPresent(node -> problems.add(output + "is no "
                            + card.output().kind().id() + ": " + node
                            + " makes it larger than zero everywhere, so every "
                            + (task == Task.CLASSIFICATION ? "picture" : "pixel") + " would be class 1; name the tensor"
                            + " before it, '"
                            + node.input(0) + "', as output, of kind " + OutputKind.LOGITS.id()
                            + " if it has a channel for each class"));
        }
    }

    /** Takes the task that the graph tells. */
    private void task(Task told) {
        if (told == Task.SEGMENTATION && card.isClassifier()) {
            problems.add("output task: the card says " + Task.CLASSIFICATION.id()
                    + ", the graph gives a class for every" + " pixel");
        }
        if (told == Task.SEGMENTATION && card.input().crop().isPresent()) {
            problems.add(
                    "input crop: only classifiers see a part of a picture, and this network gives a class for every"
                            + " pixel; leave it out");
        }
        task = told;
    }

    /** Logits of a single place belong to the whole picture. */
    private static Task task(Shape image, Shape logits) {
        boolean one = logits.rank() >= 2 && logits.elements() == (long) logits.size(0) * logits.size(1);
        boolean whole = one && (logits.rank() == 2 || places(image) > 1);
        return whole ? Task.CLASSIFICATION : Task.SEGMENTATION;
    }

    private static long places(Shape image) {
        return image.elements() / image.size(0) / image.size(1);
    }

    /** The tail between the logits and the card's output. */
    static TailSearch.Result tail(Graph graph, NetworkCard card, Shapes shapes) {
        String classes =
                card.classes().size() + " classes as " + card.output().kind().id();
        return OutputTail.find(graph, shapes, card.output().name(), card.outputChannels(), classes);
    }

    private static Optional<TensorInfo> find(List<TensorInfo> infos, String name) {
        return infos.stream().filter(i -> i.name().equals(name)).findFirst();
    }

    private static List<String> names(List<TensorInfo> infos) {
        return infos.stream().map(TensorInfo::name).toList();
    }
}
