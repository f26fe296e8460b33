package dev.coppice.compress.grid.rule;

import java.util.List;
import java.util.Optional;

/**
 * What a node does to positions that it reads in other places than height and width, or gives in others.
 *
 * @param outputs layouts of its outputs; empty if they hold no positions that are known
 * @param obstacle why it works on its own grid only; empty if it works on any
 * @param power by which what it gives grows with the number of positions, as sums over them do: 1 of a sum, 1/2 of its
 *     root, 0 of a mean
 * @param summed parts that it sums over
 * @param constants input positions of constants over positions, whose axes are the last of its first output
 * @param like tensor whose positions it repeats values for; empty if it repeats none
 * @param shares parts of the axis of which it makes shares of 1; empty if it makes none
 */
public record Laid(
        List<Layout> outputs,
        String obstacle,
        double power,
        List<Factor> summed,
        List<Integer> constants,
        String like,
        List<Factor> shares) {
    public Laid {
        outputs = List.copyOf(outputs);
        summed = List.copyOf(summed);
        constants = List.copyOf(constants);
        shares = List.copyOf(shares);
    }

    static Laid of(Layout output) {
        return of(List.of(output));
    }

    static Laid of(List<Layout> outputs) {
        return new Laid(outputs, "", 0, List.of(), List.of(), "", List.of());
    }

    /** A node whose outputs hold no positions, and that reads them on any grid. */
    static Laid nothing() {
        return of(List.of());
    }

    /** A node that works on its own grid only. */
    static Laid fixed(String obstacle) {
        return new Laid(List.of(), obstacle, 0, List.of(), List.of(), "", List.of());
    }

    Laid fixedBecause(String reason) {
        return new Laid(outputs, reason, power, summed, constants, like, shares);
    }

    Laid summing(List<Factor> parts, double by) {
        return new Laid(outputs, obstacle, by, parts, constants, like, shares);
    }

    /** The node that makes shares of 1 of the values along an axis of its output. */
    Laid sharing(int axis) {
        Layout output = outputs.get(0);
        return new Laid(
                List.of(output.normalisedAlong(axis)),
                obstacle,
                power,
                summed,
                constants,
                like,
                output.axes().get(axis));
    }

    /** The node that repeats values for the positions of another tensor. */
    Laid repeating(Layout output, String other) {
        return new Laid(List.of(output), obstacle, power, summed, constants, other, shares);
    }

    /** The node that reads constants over positions at these inputs; on other grids it works if they can be resampled. */
    Laid reading(LayoutNode node, List<Integer> inputs) {
        Laid reading = new Laid(outputs, obstacle, power, summed, inputs, like, shares);
        return inputs.stream()
                .flatMap(input -> SpreadConstant.obstacle(
                        new SizeValues(node.graph(), node.shapes()), node.node().input(input), outputs.get(0))
                        .stream())
                .findFirst()
                .map(reading::fixedBecause)
                .orElse(reading);
    }

    /** Whether it is known where its outputs hold positions. */
    boolean isKnown() {
        return obstacle.isEmpty() || !outputs.isEmpty();
    }

    /** The factor that undoes the change of the number of positions that it sums over. */
    public double correction(FieldMoves moves) {
        double before = 1;
        double now = 1;
        for (Factor part : summed) {
            Optional<Integer> size = part.sizeAt(moves);
            before *= part.size();
            now *= size.orElse(part.size());
        }
        return Math.pow(before / now, power);
    }
}
