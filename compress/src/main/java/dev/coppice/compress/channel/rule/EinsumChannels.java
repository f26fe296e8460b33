package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.shape.rule.EinsumEquation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Rule for Einsum: atoms that meet on a label of several inputs unite, atoms on a label of one input and the output pass.
 * Constants are sliced on the labels that they share. Where two labels have channels, the output has those of
 * the longer one, and the others {@link ChannelContext#beside beside} them. Channels on a label that the output lacks end in the
 * sum.
 */
public final class EinsumChannels implements ChannelRule {
    @Override
    public List<Indices> propagate(ChannelContext c) {
        c.decline("its factors are not one tensor and a matrix of weights");
        List<Shape> shapes =
                IntStream.range(0, c.node().inputs().size()).mapToObj(c::shape).toList();
        EinsumEquation equation = EinsumEquation.of(c.node(), shapes);
        if (equation.hasDiagonal()) {
            return c.protectInputs("reaches " + c.node() + ", which takes a diagonal");
        }
        return List.of(new Run(c, equation, shapes).output());
    }

    @Override
    public int carriesBeside() {
        return 1;
    }

    private record Run(ChannelContext c, EinsumEquation equation, List<Shape> shapes) {
        Indices output() {
            // Atoms unite before an input settles for an axis, so that all settle for the same one.
            met(c::indices);
            List<Indices> passing = new ArrayList<>();
            for (Indices set : met(c::settled)) {
                slice(set);
                sum(set);
                Indices left = drop(set);
                if (!left.isFixed()) {
                    passing.add(left);
                }
            }
            passing.sort(Comparator.<Indices, Boolean>comparing(c::isLoose).thenComparing(set -> -set.atoms().length));
            return CrossedUnion.output(c, passing);
        }

        /** The atoms of all labels, united over all computed inputs. */
        private List<Indices> met(IntFunction<Indices> atoms) {
            CrossedUnion union = new CrossedUnion(c, equation.labels().length());
            for (int i = 0; i < shapes.size(); i++) {
                if (c.isComputed(i)) {
                    Indices own = spread(i, atoms.apply(i));
                    union.join(
                            own,
                            List.of(spread(i, c.beside(i))),
                            spread(i),
                            c.node().input(i));
                }
            }
            return union.sets();
        }

        /** Notes the inputs that have the label of channels which the output lacks. */
        private void sum(Indices set) {
            for (int axis : set.axes()) {
                char label = equation.labels().charAt(axis);
                for (int i = 0; i < shapes.size() && equation.output().indexOf(label) < 0; i++) {
                    int own = equation.inputs().get(i).indexOf(label);
                    if (c.isComputed(i) && own >= 0) {
                        c.sum(i, own, Indices.along(shapes.get(i).rank(), own, set.atoms()));
                    }
                }
            }
        }

        /** The atoms of an input with an axis for every label of the equation. */
        private Indices spread(int input, Indices own) {
            String term = equation.inputs().get(input);
            String labels = equation.labels();
            int[] lengths = labels.chars()
                    .map(label -> term.indexOf(label) < 0 ? 1 : own.length(term.indexOf(label)))
                    .toArray();
            int[] order =
                    labels.chars().map(term::indexOf).filter(axis -> axis >= 0).toArray();
            return own.transpose(order).withLengths(lengths);
        }

        private Shape spread(int input) {
            String term = equation.inputs().get(input);
            return Shape.of(equation.labels()
                    .chars()
                    .map(label ->
                            term.indexOf(label) < 0 ? 1 : shapes.get(input).size(term.indexOf(label)))
                    .toArray());
        }

        /** Notes that constants are sliced where they have the label of channels. */
        private void slice(Indices atoms) {
            for (int axis : atoms.axes()) {
                for (int i = 0; i < shapes.size(); i++) {
                    int own = equation.inputs().get(i).indexOf(equation.labels().charAt(axis));
                    if (c.constant(i).isPresent() && own >= 0) {
                        c.slice(i, Indices.along(shapes.get(i).rank(), own, atoms.atoms()));
                    }
                }
            }
        }

        /** The atoms of the output: those on labels that it has, which are the first. */
        private Indices drop(Indices atoms) {
            int rank = equation.output().length();
            int[] axes = atoms.axes();
            return axes.length == 1 && axes[0] < rank
                    ? Indices.along(rank, axes[0], atoms.atoms())
                    : Indices.fixed(rank);
        }
    }
}
