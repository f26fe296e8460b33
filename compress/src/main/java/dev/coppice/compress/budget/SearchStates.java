package dev.coppice.compress.budget;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.prune.PrunableLayer;
import dev.coppice.models.measure.CostFunction;
import dev.coppice.models.network.Network;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** States of a search with their prices and losses; each is priced and measured once. */
final class SearchStates {
    private final List<GridCandidate> grids;
    private final List<PrunableLayer> layers;
    private final Network given;
    private final CostFunction price;
    private final LossSource loss;
    private final Map<Allocation, Double> prices = new HashMap<>();
    private final Map<Allocation, Reading> readings = new HashMap<>();
    private @Nullable Allocation last;
    private @Nullable Network lastNetwork;

    /**
     * Prepares the states.
     *
     * @param given the network as it was given, which differs from the first candidate where operators are written out
     * @param grids grid candidates; the first is the network on its own grid
     */
    SearchStates(Network given, List<GridCandidate> grids, CostFunction price, LossSource loss) {
        this.given = given;
        this.grids = List.copyOf(grids);
        this.layers = grids.get(0).layers().prunable();
        this.price = price;
        this.loss = loss;
    }

    List<GridCandidate> grids() {
        return grids;
    }

    GridCandidate grid(Allocation state) {
        return grids.get(state.grid());
    }

    /** The layers that may lose channels, in graph order. */
    List<PrunableLayer> layers() {
        return layers;
    }

    /** The state with the original's grid and the widest layers that limits allow. */
    Allocation start() {
        Map<String, Integer> kept = new LinkedHashMap<>();
        layers.forEach(layer -> kept.put(layer.name(), layer.most()));
        return new Allocation(0, kept);
    }

    Network network(Allocation state) {
        Network known = lastNetwork;
        if (known == null || !state.equals(last)) {
            known = grid(state).layers().cut(state.kept());
            last = state;
            lastNetwork = known;
        }
        return known;
    }

    /**
     * The price of a state, in the currency of the budget.
     *
     * @throws IllegalStateException if the price is no finite number above 0
     */
    double price(Allocation state) {
        Double known = prices.get(state);
        if (known == null) {
            known = price(network(state), price);
            prices.put(state, known);
        }
        return known;
    }

    private static double price(Network network, CostFunction price) {
        double cost = price.cost(network);
        if (!(cost > 0 && cost < Double.MAX_VALUE)) {
            throw new IllegalStateException("The price of network '"
                    + network.card().name() + "' is " + cost + ", expected a finite number above 0.");
        }
        return cost;
    }

    Reading reading(Allocation state) {
        Reading known = readings.get(state);
        if (known == null) {
            known = loss.of(network(state), grid(state).layers(), state.kept());
            readings.put(state, known);
        }
        return known;
    }

    /** The network before the cuts that floors and pins demand. */
    Allocation original() {
        Map<String, Integer> all = new LinkedHashMap<>();
        layers.forEach(layer -> all.put(layer.name(), layer.size()));
        return new Allocation(0, all);
    }

    /** The network as it was given, as a point: nothing is cut or written out. */
    FrontierPoint given() {
        FrontierPoint point = point(0, original());
        boolean isFirst = grids.get(0).plan().steps().isEmpty();
        return isFirst ? point : point.asGiven(price(given, price));
    }

    /** A state as a point of a frontier, with its measured loss. */
    FrontierPoint point(int index, Allocation state) {
        Reading reading = reading(state);
        return new FrontierPoint(
                index,
                grid(state).truncation(),
                widths(state),
                writtenOut(state),
                price(state),
                reading.loss(),
                reading.accuracy());
    }

    private int writtenOut(Allocation state) {
        return (int) grid(state).plan().steps().stream()
                .filter(PlanStep.WriteOut.class::isInstance)
                .count();
    }

    private KeptWidths widths(Allocation state) {
        int narrowed = 0;
        double before = 0;
        double after = 0;
        for (PrunableLayer layer : layers) {
            int kept = state.of(layer.name());
            if (kept < layer.size()) {
                narrowed++;
                before += layer.channels();
                after += layer.channels(kept);
            }
        }
        return new KeptWidths(state.kept(), narrowed, narrowed == 0 ? 1 : after / before);
    }

    /**
     * The state of a point.
     *
     * @throws IllegalArgumentException if the point is from another search
     */
    Allocation state(FrontierPoint point) {
        for (int i = 0; i < grids.size(); i++) {
            if (grids.get(i).truncation().equals(point.truncation())) {
                return new Allocation(i, point.widths().channels());
            }
        }
        throw new IllegalArgumentException("The search knows no grid " + point.grid() + ".");
    }
}
