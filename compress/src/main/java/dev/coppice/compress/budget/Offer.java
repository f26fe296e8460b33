package dev.coppice.compress.budget;

import dev.coppice.compress.prune.PrunableLayer;
import java.util.List;
import java.util.stream.Stream;

/**
 * Another width of one layer of a state, and what it changes.
 *
 * @param layer that is narrowed or widened
 * @param state with it
 * @param added to the expected loss, negative where the layer is widened
 * @param saved of the price, negative where it is dearer
 */
record Offer(PrunableLayer layer, Allocation state, double added, double saved) {
    /** One for each number of groups, in their order; each is priced when it is looked at. */
    static Stream<Offer> of(PrunableLayer layer, List<Integer> counts, Allocation from, ExpectedLoss expected) {
        int kept = from.of(layer.name());
        SearchStates states = expected.states();
        return counts.stream().map(to -> {
            Allocation other = from.keeping(layer.name(), to);
            return new Offer(layer, other, expected.added(layer, kept, to), states.price(from) - states.price(other));
        });
    }

    /** All that narrows a layer, the widest first. */
    static Stream<Offer> narrower(PrunableLayer layer, Allocation from, ExpectedLoss expected) {
        return of(layer, WidthLevels.below(layer, from.of(layer.name())), from, expected);
    }

    /** What widens a layer by as little as it may; none where it is as wide as it may be. */
    static Stream<Offer> wider(PrunableLayer layer, Allocation from, ExpectedLoss expected) {
        return of(layer, WidthLevels.above(layer, from.of(layer.name())), from, expected);
    }
}
