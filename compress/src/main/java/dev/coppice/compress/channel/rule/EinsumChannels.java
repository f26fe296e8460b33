package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.shape.rule.EinsumEquation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Rule for Einsum: atoms that meet on a label of several inputs unite, atoms on a label of one input and the output pass.
 * Constants are sliced on the labels that they share. Where two labels of one input each have channels, the output has those of
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

    private record Run(ChannelContext c, EinsumEquation equation, List<Shape> shapes) {
        Indices output() {
            int[] computed =
                    IntStream.range(0, shapes.size()).filter(c::isComputed).toArray();
            // Atoms unite before an input settles for an axis, so that all settle for the same one.
            met(computed, false);
            Indices met = met(computed, true);
            List<Indices> free = free(computed);
            Indices all = met.axes().length == 0 ? longest(free).orElse(met) : met;
            if (all != met || met.axes().length > 1) {
                c.protect(met, crossing());
            }
            free.remove(all);
            if (all != met && !free.isEmpty()) {
                c.putBeside(drop(free.remove(0)));
            }
            free.forEach(own -> c.protect(own, crossing()));
            slice(all == met || met.axes().length == 0 ? all : met);
            return drop(all);
        }

        /** The atoms on labels that one input alone has, and the output; notes those that end in a sum. */
        private List<Indices> free(int... computed) {
            String labels = equation.labels();
            List<Indices> free = new ArrayList<>();
            for (int i : computed) {
                Indices own = spread(i, c.settled(i));
                int[] axes = own.axes();
                if (axes.length != 1) {
                    continue;
                }
                char label = labels.charAt(axes[0]);
                if (equation.output().indexOf(label) < 0) {
                    c.sum(i, equation.inputs().get(i).indexOf(label), c.settled(i));
                } else if (!isShared(label)) {
                    free.add(own);
                }
            }
            return free;
        }

        private String crossing() {
            return "meets channels of another axis in " + c.node();
        }

        private static Optional<Indices> longest(List<Indices> free) {
            return free.stream().reduce((a, b) -> b.atoms().length > a.atoms().length ? b : a);
        }

        /** The atoms of shared labels, united over all computed inputs. */
        private Indices met(int[] computed, boolean settled) {
            BroadcastUnion union = new BroadcastUnion(c, equation.labels().length());
            for (int i : computed) {
                Indices own = c.indices(i);
                boolean free = Arrays.stream(spread(i, own).axes())
                        .anyMatch(axis -> !isShared(equation.labels().charAt(axis)));
                own = spread(i, settled || free ? c.settled(i) : own);
                boolean beside = Arrays.stream(own.axes())
                        .anyMatch(axis -> !isShared(equation.labels().charAt(axis)));
                union.join(
                        beside ? Indices.fixed(own.rank()) : own,
                        spread(i),
                        c.node().input(i));
            }
            return union.result();
        }

        /** Whether several inputs have a label; a constant is one of them. */
        private boolean isShared(char label) {
            return equation.inputs().stream()
                            .filter(term -> term.indexOf(label) >= 0)
                            .count()
                    > 1;
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
