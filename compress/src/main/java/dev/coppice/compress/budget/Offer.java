package dev.coppice.compress.budget;

import dev.coppice.compress.prune.PrunableLayer;
import java.util.List;
import java.util.stream.Stream;

/**
 * Offer: another width of one layer of a state, and its effect.
 *
 * @param layer the layer that is narrowed or widened
 * @param state the state with the new width
 * @param added rise of the expected loss, negative where the layer is widened
 * @param saved fall of the price, negative where the price rises
 */
record Offer(PrunableLayer layer, Allocation state, double added, double saved) {
    /** One offer for each count, in their order; each is priced when it is consumed. */
    static Stream<Offer> of(PrunableLayer layer, List<Integer> counts, Allocation from, ExpectedLoss expected) {
        int kept = from.of(layer.name());
        SearchStates states = expected.states();
        return counts.stream().map(to -> {
            Allocation other = from.keeping(layer.name(), to);
            return new Offer(layer, other, expected.added(layer, kept, to), states.price(from) - states.price(other));
        });
    }

    /** All offers that narrow a layer, widest first. */
    static Stream<Offer> narrower(PrunableLayer layer, Allocation from, ExpectedLoss expected) {
        return of(layer, WidthLevels.below(layer, from.of(layer.name())), from, expected);
    }

    /** The offer that widens a layer least; none where it is at its widest. */
    static Stream<Offer> wider(PrunableLayer layer, Allocation from, ExpectedLoss expected) {
        return of(layer, WidthLevels.above(layer, from.of(layer.name())), from, expected);
    }
}
