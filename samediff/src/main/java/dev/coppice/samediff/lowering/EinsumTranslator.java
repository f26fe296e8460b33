package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.shape.rule.EinsumEquation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Translator of Einsum: inputs are multiplied in pairs, each as a stack of matrix products. Labels of both that are read later
 * are the stack; labels of both that are not are contracted.
 */
final class EinsumTranslator implements OpTranslator {
    /**
     * A variable with a label for each axis.
     *
     * @param labels the labels in the order of the axes
     */
    private record Labelled(SDVariable variable, String labels) {}

    /**
     * The sizes of labels, -1 for one that follows an open batch.
     *
     * @param open the labels that follow the batch
     */
    private record Sizes(Map<Character, Integer> sizes, Set<Character> open) {
        int of(String labels) {
            boolean follows = labels.chars().anyMatch(label -> open.contains((char) label));
            return follows
                    ? -1
                    : labels.chars().map(label -> sizes.get((char) label)).reduce(1, Math::multiplyExact);
        }

        long[] each(String labels) {
            return labels.chars()
                    .mapToLong(label -> of(Character.toString(label)))
                    .toArray();
        }
    }

    @Override
    public void lower(LoweringContext c) {
        EinsumEquation equation = equation(c);
        Sizes sizes = new Sizes(equation.sizes(shapes(c)), open(c, equation));
        List<String> terms = equation.inputs();
        Labelled product = new Labelled(c.input(0), terms.get(0));
        for (int i = 1; i < terms.size(); i++) {
            String later = equation.output() + String.join("", terms.subList(i + 1, terms.size()));
            product = product(c, product, new Labelled(c.input(i), terms.get(i)), later, sizes);
        }
        c.output(permuted(c, summed(product, equation.output()), equation.output()));
    }

    private static Labelled product(LoweringContext c, Labelled one, Labelled other, String later, Sizes sizes) {
        Labelled a = summed(one, other.labels() + later);
        Labelled b = summed(other, one.labels() + later);
        String stack = kept(a.labels(), label -> has(b.labels(), label) && has(later, label));
        String inner = kept(a.labels(), label -> has(b.labels(), label) && !has(later, label));
        String left = kept(a.labels(), label -> !has(b.labels(), label));
        String right = kept(b.labels(), label -> !has(a.labels(), label));
        SDVariable x =
                c.sd().reshape(permuted(c, a, stack + left + inner), sizes.of(stack), sizes.of(left), sizes.of(inner));
        SDVariable y = c.sd().reshape(
                        permuted(c, b, stack + inner + right), sizes.of(stack), sizes.of(inner), sizes.of(right));
        String labels = stack + left + right;
        return new Labelled(c.sd().reshape(x.mmul(y), sizes.each(labels)), labels);
    }

    /** The variable summed over the axes whose labels are not wanted. */
    private static Labelled summed(Labelled x, String wanted) {
        int[] axes = IntStream.range(0, x.labels().length())
                .filter(axis -> !has(wanted, x.labels().charAt(axis)))
                .toArray();
        return axes.length == 0
                ? x
                : new Labelled(x.variable().sum(false, axes), kept(x.labels(), label -> has(wanted, label)));
    }

    private static SDVariable permuted(LoweringContext c, Labelled x, String wanted) {
        return x.labels().equals(wanted)
                ? x.variable()
                : c.sd().permute(
                                x.variable(),
                                wanted.chars().map(x.labels()::indexOf).toArray());
    }

    private static String kept(String labels, IntPredicate wanted) {
        return labels.chars().filter(wanted).mapToObj(Character::toString).collect(Collectors.joining());
    }

    private static boolean has(String labels, int label) {
        return labels.indexOf(label) >= 0;
    }

    private static List<Shape> shapes(LoweringContext c) {
        List<Shape> shapes = new ArrayList<>();
        for (int i = 0; i < c.node().inputs().size(); i++) {
            shapes.add(c.shape(i));
        }
        return shapes;
    }

    private static EinsumEquation equation(LoweringContext c) {
        return EinsumEquation.of(c.node(), shapes(c));
    }

    private static Set<Character> open(LoweringContext c, EinsumEquation equation) {
        Set<Character> open = new HashSet<>();
        c.form().wider().ifPresent(wider -> {
            for (int i = 0; i < c.node().inputs().size(); i++) {
                Shape other = wider.of(c.node().input(i));
                for (int axis = 0; axis < other.rank(); axis++) {
                    if (other.size(axis) != c.shape(i).size(axis)) {
                        open.add(equation.inputs().get(i).charAt(axis));
                    }
                }
            }
        });
        return open;
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        EinsumEquation equation = equation(c);
        if (equation.hasDiagonal()) {
            return Optional.of("of a diagonal");
        }
        if (open(c, equation).size() > 1) {
            return Optional.of("that follows the batch in two axes");
        }
        Map<Character, Integer> sizes = equation.sizes(shapes(c));
        boolean broadcast = IntStream.range(0, equation.inputs().size())
                .anyMatch(i -> IntStream.range(0, c.shape(i).rank())
                        .anyMatch(axis -> c.shape(i).size(axis)
                                != Objects.requireNonNull(
                                        sizes.get(equation.inputs().get(i).charAt(axis)))));
        return broadcast ? Optional.of("that broadcasts") : Optional.empty();
    }

    @Override
    public boolean trains(int position) {
        return true;
    }
}
