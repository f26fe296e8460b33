package dev.coppice.models.shape;

import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.SizeOrigins.Axis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Symbols of the sizes of what a node moves, see {@link AxisSymbols}. */
final class MovedSymbols {
    /** The integers at inputs. */
    interface Elements {
        /** The symbol of one of them; empty where it is a number of its own. */
        Optional<Axis> of(Node node, int position, int element);

        /** The symbols whose product one of them is, with constants; empty where it is another number. */
        Optional<List<Axis>> factors(Node node, int position, int element);
    }

    private final Node node;
    private final Shapes shapes;
    private final Function<String, Axis[]> symbols;
    private final Elements elements;
    private final Map<Axis, List<Axis>> products;
    private final Axis[] x;
    private final Shape shape;

    /**
     * The symbols of what a node moves.
     *
     * @param products the symbols of which others are products, with constants; it is added to
     */
    MovedSymbols(
            Node node,
            Shapes shapes,
            Function<String, Axis[]> symbols,
            Elements elements,
            Map<Axis, List<Axis>> products) {
        this.node = node;
        this.products = products;
        this.shapes = shapes;
        this.symbols = symbols;
        this.elements = elements;
        this.x = symbols.apply(node.input(0));
        this.shape = shapes.of(node.input(0));
    }

    /** The symbols of the output, whose own ones stand where nothing is known. */
    Axis[] of(Axis... own) {
        return switch (node.op()) {
            case "Concat" -> joined(own);
            case "DepthToSpace", "SpaceToDepth" -> kept(own, 0);
            case "Expand" -> expanded(own);
            case "Flatten" -> flattened(own);
            case "Gather" -> gathered(own);
            case "Pad" -> padded(own);
            case "Reshape" -> reshaped(own);
            case "Slice" -> sliced(own);
            case "Split" -> split(own);
            default -> turned(own);
        };
    }

    private Axis[] turned(Axis... own) {
        if (node.is("Squeeze", "Unsqueeze")) {
            return squeezed(own);
        }
        return node.is("Transpose") ? transposed(own) : own;
    }

    private static int axis(long axis, int rank) {
        return (int) (axis < 0 ? axis + rank : axis);
    }

    private long[] integers(int position) {
        return node.hasInput(position)
                ? shapes.value(node.input(position)).map(Tensor::toLongs).orElse(new long[0])
                : new long[0];
    }

    private boolean areFixed(int position) {
        int count = integers(position).length;
        return !node.hasInput(position)
                || (count > 0
                        && IntStream.range(0, count).allMatch(i -> elements.of(node, position, i)
                                .filter(AxisSymbols::isFixed)
                                .isPresent()));
    }

    /** The first axes as they are; others fixed where they were. */
    private Axis[] kept(Axis[] own, int first) {
        Axis[] out = own.clone();
        for (int k = 0; k < own.length && k < x.length; k++) {
            out[k] = k <= first || AxisSymbols.isFixed(x[k]) ? x[k] : own[k];
        }
        return out;
    }

    private Axis[] joined(Axis... own) {
        int at = axis(node.attributes().integer("axis", 1), own.length);
        Axis[] out = x.clone();
        boolean fixed = true;
        for (String input : node.inputs()) {
            Axis[] part = symbols.apply(input);
            fixed &= AxisSymbols.isFixed(part[at]);
            for (int k = 0; k < out.length; k++) {
                out[k] = AxisSymbols.isFixed(part[k]) ? part[k] : out[k];
            }
        }
        out[at] = fixed ? AxisSymbols.fixed() : own[at];
        return out;
    }

    private Axis[] expanded(Axis... own) {
        Axis[] out = own.clone();
        long[] target = integers(1);
        for (int k = 0; k < own.length; k++) {
            int from = k - own.length + x.length;
            int element = k - own.length + target.length;
            Optional<Axis> asked = element < 0 ? Optional.of(AxisSymbols.fixed()) : elements.of(node, 1, element);
            boolean one = element < 0 || (target[element] == 1 && AxisSymbols.isFixed(asked.orElse(own[k])));
            if (from < 0 || AxisSymbols.isOne(x[from], shape, from)) {
                out[k] = asked.orElse(own[k]);
            } else if (one || AxisSymbols.isFixed(x[from])) {
                out[k] = x[from];
            }
        }
        return out;
    }

    private Axis[] flattened(Axis... own) {
        int at = axis(node.attributes().integer("axis", 1), x.length);
        Axis[] out = own.clone();
        boolean front = Arrays.stream(x, 0, at).allMatch(AxisSymbols::isFixed);
        boolean back = Arrays.stream(x, at, x.length).allMatch(AxisSymbols::isFixed);
        out[0] = front ? AxisSymbols.fixed() : at == 1 ? x[0] : own[0];
        out[1] = back ? AxisSymbols.fixed() : own[1];
        return out;
    }

    private Axis[] gathered(Axis... own) {
        int at = axis(node.attributes().integer("axis", 0), x.length);
        List<Axis> out = new ArrayList<>(Arrays.asList(x).subList(0, at));
        out.addAll(Arrays.asList(symbols.apply(node.input(1))));
        out.addAll(Arrays.asList(x).subList(at + 1, x.length));
        return out.size() == own.length ? out.toArray(Axis[]::new) : own;
    }

    private Axis[] padded(Axis... own) {
        long[] amounts = integers(1);
        if (node.hasInput(3) || amounts.length != 2 * own.length) {
            return own;
        }
        Axis[] out = own.clone();
        for (int k = 0; k < own.length; k++) {
            boolean known = elements.of(node, 1, k).filter(AxisSymbols::isFixed).isPresent()
                    && elements.of(node, 1, k + own.length)
                            .filter(AxisSymbols::isFixed)
                            .isPresent();
            boolean none = amounts[k] == 0 && amounts[k + own.length] == 0;
            out[k] = known && (none || AxisSymbols.isFixed(x[k])) ? x[k] : own[k];
        }
        return out;
    }

    private Axis[] reshaped(Axis... own) {
        long[] target = integers(1);
        if (target.length != own.length || node.attributes().integer("allowzero", 0) == 1) {
            return own;
        }
        Axis[] out = own.clone();
        int open = -1;
        boolean known = true;
        for (int k = 0; k < own.length; k++) {
            if (asksFor(-1, k)) {
                open = k;
            } else if (asksFor(0, k)) {
                out[k] = x[k];
            } else {
                Optional<Axis> asked = elements.of(node, 1, k);
                out[k] = asked.orElse(own[k]);
                known &= asked.isPresent() || isProduct(own[k], k);
            }
        }
        if (open >= 0 && known) {
            Axis rest = own[open];
            int at = open;
            out[open] = left(out, open).map(left -> rest(left, rest, at)).orElse(rest);
        }
        return out;
    }

    /** Whether one of the sizes that are asked for is always this number, which stands for another size. */
    private boolean asksFor(int number, int element) {
        return integers(1)[element] == number
                && elements.of(node, 1, element).filter(AxisSymbols::isFixed).isPresent();
    }

    /** Whether one of the sizes that are asked for is a product of others, which its own symbol then stands for. */
    private boolean isProduct(Axis own, int element) {
        Optional<List<Axis>> factors = elements.factors(node, 1, element)
                .map(this::apart)
                .filter(all -> all.size() <= SizeOrigins.MOST_FACTORS);
        factors.ifPresent(all -> products.put(own, all));
        return factors.isPresent();
    }

    /** The symbols that these are products of, without fixed ones. */
    private List<Axis> apart(List<Axis> factors) {
        return factors.stream()
                .flatMap(one -> products.getOrDefault(one, List.of(one)).stream())
                .filter(one -> !AxisSymbols.isFixed(one))
                .toList();
    }

    /** The symbols whose product, with constants, the other axes of the output leave over; empty where it is a quotient. */
    private Optional<List<Axis>> left(Axis[] out, int open) {
        List<Axis> left = new ArrayList<>(apart(Arrays.asList(x)));
        List<Axis> others = new ArrayList<>(Arrays.asList(out));
        others.remove(open);
        boolean divides = apart(others).stream().allMatch(left::remove);
        return divides ? Optional.of(left) : Optional.empty();
    }

    /** The symbol of what is left over, which has its own where it is no single size. */
    private Axis rest(List<Axis> left, Axis own, int open) {
        if (left.isEmpty()) {
            return AxisSymbols.fixed();
        }
        int from = Arrays.asList(x).indexOf(left.get(0));
        if (left.size() == 1
                && from >= 0
                && shape.size(from) == shapes.of(node.output()).size(open)) {
            return left.get(0);
        }
        if (left.size() <= SizeOrigins.MOST_FACTORS) {
            products.put(own, left);
        }
        return own;
    }

    private Axis[] sliced(Axis... own) {
        long[] axes = integers(3);
        int count = integers(1).length;
        Axis[] out = x.clone();
        boolean settings = areFixed(1) && areFixed(2) && areFixed(3) && areFixed(4);
        for (int i = 0; i < count; i++) {
            int at = node.hasInput(3) ? axis(axes[i], x.length) : i;
            out[at] = settings && AxisSymbols.isFixed(x[at]) ? x[at] : own[at];
        }
        return count == 0 ? own : out;
    }

    private Axis[] split(Axis... own) {
        int at = axis(node.attributes().integer("axis", 0), x.length);
        Axis[] out = x.clone();
        boolean sizes = node.hasInput(1) && areFixed(1);
        out[at] = sizes || (!node.hasInput(1) && AxisSymbols.isFixed(x[at])) ? AxisSymbols.fixed() : own[at];
        return out;
    }

    private Axis[] squeezed(Axis... own) {
        boolean adds = node.is("Unsqueeze");
        int rank = Math.max(x.length, own.length);
        if (!node.hasInput(1) || integers(1).length == 0) {
            return own;
        }
        List<Integer> changed =
                Arrays.stream(integers(1)).mapToObj(a -> axis(a, rank)).toList();
        List<Axis> out = new ArrayList<>();
        int next = 0;
        for (int k = 0; k < rank; k++) {
            if (adds) {
                out.add(changed.contains(k) ? AxisSymbols.fixed() : x[next++]);
            } else if (!changed.contains(k)) {
                out.add(x[k]);
            }
        }
        return out.toArray(Axis[]::new);
    }

    private Axis[] transposed(Axis... own) {
        int[] reversed = new int[own.length];
        Arrays.setAll(reversed, k -> own.length - 1 - k);
        int[] order = node.attributes().integers("perm", reversed);
        Axis[] out = own.clone();
        Arrays.setAll(out, k -> x[order[k]]);
        return out;
    }
}
