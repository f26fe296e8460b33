package dev.coppice.compress.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.grid.Region;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.CancelledException;
import dev.coppice.models.measure.CostFunction;
import dev.coppice.models.measure.Metric;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.Resampling;
import dev.coppice.models.zoo.Zoo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrontierSearchTest {
    private static final Network CHAIN = Toy.chain(8);
    private static final Network STREET = Zoo.street();
    private static final List<Double> CURVES = List.of(1.0, 3.0, 0.4);

    /** A loss in which layers are independent: Σ cᵢ·(share of channels that went)². */
    private static double additive(Network network) {
        double loss = 0.5;
        for (int i = 0; i < CURVES.size(); i++) {
            double gone = 1 - Toy.width(network, Toy.LAYERS.get(i)) / 8.0;
            loss += CURVES.get(i) * gone * gone;
        }
        return loss;
    }

    /** A loss that falls with more parameters and rises with every resampling, so that moves depend on each other. */
    private static double joint(Network network) {
        long resamples =
                network.graph().nodes().stream().filter(Resample::isResample).count();
        return 1 + resamples / 50.0 + 1e3 / Math.sqrt((double) Cost.of(network).parameters());
    }

    private static final GridTruncation HALF = decoder(2);
    private static final GridTruncation QUARTER = decoder(4);

    private static GridTruncation decoder(int q) {
        return new GridTruncation(new Grid(1, q), new Region.Decoder(), Resampling.AREA);
    }

    @Test
    void every_point_is_cheaper_than_the_one_before_and_its_plan_gives_the_network_it_tells_of() {
        FrontierSearch search = Toy.search(Toy.MACS, FrontierSearchTest::joint, HALF, QUARTER);
        Network network = small();

        Frontier frontier = search.frontier(network);

        double before = frontier.original().price();
        assertThat(frontier.points()).hasSizeGreaterThan(15);
        for (FrontierPoint point : frontier.points()) {
            CompressionPlan plan = search.plan(network, point);
            Network rewritten = PlanRewriter.rewrite(network, plan);
            assertThat(point.price()).isLessThan(before).isEqualTo(Toy.MACS.cost(rewritten));
            assertThat(point.loss()).isEqualTo(joint(rewritten));
            before = point.price();
        }
        assertThat(frontier.points()).anyMatch(point -> point.truncation().isPresent());
    }

    @Test
    void two_searches_find_the_same() {
        Network network = small();

        List<List<String>> rows = Toy.search(Toy.MACS, FrontierSearchTest::joint, HALF, QUARTER)
                .frontier(network)
                .rows(Metric.MEAN_IOU);

        assertThat(Toy.search(Toy.MACS, FrontierSearchTest::joint, HALF, QUARTER)
                        .frontier(network)
                        .rows(Metric.MEAN_IOU))
                .isEqualTo(rows);
        assertThat(rows.get(0)).containsExactly("index", "grid", "price", "share", "loss", "miou", "drop", "what");
    }

    @Test
    void a_network_is_searched_once() {
        AtomicInteger asked = new AtomicInteger();
        FrontierSearch search = Toy.search(Toy.MACS, network -> {
            asked.incrementAndGet();
            return additive(network);
        });

        Frontier first = search.frontier(CHAIN);
        int once = asked.get();

        assertThat(search.frontier(Toy.chain(8))).isSameAs(first);
        assertThat(asked).hasValue(once);
    }

    @ParameterizedTest(name = "budget {0}")
    @ValueSource(doubles = {0.8, 0.6, 0.5, 0.35, 0.2})
    void a_budget_is_spent_within_a_few_percent_of_the_best_loss_there_is(double share) {
        CostFunction price =
                network -> Toy.width(network, "a") + 2.5 * Toy.width(network, "b") + 0.7 * Toy.width(network, "c");
        FrontierSearch search = Toy.search(price, FrontierSearchTest::additive);
        double budget = share * price.cost(CHAIN);

        FrontierPoint found = search.within(CHAIN, budget).orElseThrow();

        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 512; i++) {
            double[] kept = {1 + i % 8, 1 + i / 8 % 8, 1 + i / 64};
            double loss = 0.5;
            for (int k = 0; k < 3; k++) {
                loss += CURVES.get(k) * (1 - kept[k] / 8) * (1 - kept[k] / 8);
            }
            if (kept[0] + 2.5 * kept[1] + 0.7 * kept[2] <= budget) {
                best = Math.min(best, loss);
            }
        }
        assertThat(found.price()).isBetween(0.93 * budget, budget);
        assertThat(found.loss()).isBetween(best, 1.05 * best);
    }

    @Test
    void a_layer_whose_channels_save_nothing_keeps_them() {
        CostFunction price = network -> Toy.width(network, "a") + Toy.width(network, "c");

        Frontier frontier = Toy.search(price, FrontierSearchTest::additive).frontier(CHAIN);

        assertThat(frontier.cheapest().widths().channels())
                .containsExactly(Map.entry("a", 1), Map.entry("b", 8), Map.entry("c", 1));
    }

    @Test
    void on_a_staircase_counts_end_on_its_edges() {
        Network network = Toy.chain(16);
        CostFunction stairs = n -> Toy.LAYERS.stream()
                .mapToDouble(layer -> Math.ceil(Toy.width(n, layer) / 4.0) * (layer.equals("b") ? 2.0 : 1.0))
                .sum();
        FrontierSearch search = Toy.search(stairs, n -> Toy.LAYERS.stream()
                .mapToDouble(layer -> Math.pow(1 - Toy.width(n, layer) / 16.0, 2))
                .sum());

        for (double share : List.of(0.8, 0.6, 0.4)) {
            FrontierPoint point = search.within(network, share * 16).orElseThrow();

            assertThat(point.widths().channels().values()).allMatch(kept -> kept % 4 == 0);
        }
    }

    @ParameterizedTest(name = "share {0}")
    @ValueSource(doubles = {0.9, 0.7, 0.5, 0.4, 0.3, 0.2})
    void where_a_grid_is_a_step_far_below_a_budget_it_is_spent_on_the_grid_before(double share) {
        Network network = small();
        FrontierSearch search = Toy.search(Toy.MACS, FrontierSearchTest::joint, HALF, QUARTER);
        double budget = share * Toy.MACS.cost(network);

        FrontierPoint found = search.within(network, budget).orElseThrow();

        assertThat(found.price()).isBetween(0.93 * budget, budget);
        assertThat(found.price()).isEqualTo(Toy.MACS.cost(search.rewritten(network, found)));
        assertThat(found.loss()).isEqualTo(joint(search.rewritten(network, found)));
    }

    /** Layer b has only two widths and is expensive to halve: a small saving comes from the other layers. */
    @Test
    void a_step_that_saves_more_than_is_needed_is_passed_over_for_small_ones() {
        CostFunction price = n -> Toy.width(n, "a") + 8 * Math.ceil(Toy.width(n, "b") / 4.0) + Toy.width(n, "c");
        ToDoubleFunction<Network> loss = n -> 0.5
                + Toy.width(n, "a") * -0.09
                + (Toy.width(n, "b") < 5 ? 0.6 : 0)
                + Toy.width(n, "c") * -0.1
                + 0.19 * 8;

        FrontierSearch search = Toy.search(price, loss);

        FrontierPoint chosen = search.within(CHAIN, 30).orElseThrow();
        assertThat(chosen.widths().channels()).containsExactly(Map.entry("a", 6), Map.entry("b", 8), Map.entry("c", 8));
        assertThat(chosen.price()).isEqualTo(30);
    }

    @Test
    void a_grid_that_is_dearer_than_the_first_channels_comes_after_them() {
        Network network = small();
        double whole = Cost.of(network).parameters();
        CostFunction price = n -> Cost.of(n).parameters() / whole + (isTruncated(n) ? 0.5 : 1);
        ToDoubleFunction<Network> loss = n -> 1
                + (isTruncated(n) ? 0.5 : 0)
                + 0.6 * Math.sqrt(Math.max(0, 1 - Cost.of(n).parameters() / whole));

        List<FrontierPoint> points =
                Toy.search(price, loss, QUARTER).frontier(network).points();

        for (int i = 0; i < points.size(); i++) {
            assertThat(points.get(i).index()).isEqualTo(i);
            assertThat(points.get(i).price())
                    .isLessThan(i == 0 ? 2 : points.get(i - 1).price());
        }
        List<FrontierPoint> truncated =
                points.stream().filter(point -> point.truncation().isPresent()).toList();
        assertThat(truncated).isNotEmpty();
        assertThat(truncated.get(0).index()).isPositive();
    }

    private static boolean isTruncated(Network network) {
        return network.graph().nodes().stream().anyMatch(Resample::isResample);
    }

    @Test
    void a_grid_and_a_layer_that_lose_more_when_weighed_come_later() {
        Network network = small();
        PlanningPorts ports = new PlanningPorts(
                Toy.MACS, new MeasuredLoss(Toy.evaluator(FrontierSearchTest::joint)), Map.of(), SearchWatch.none());
        Frontier early =
                new FrontierSearch(Toy.PRUNING, List.of(HALF), ports, new Recoverability(1, 0.1)).frontier(network);
        Frontier late =
                new FrontierSearch(Toy.PRUNING, List.of(HALF), ports, new Recoverability(1, 30)).frontier(network);

        assertThat(gridPrice(early)).isGreaterThan(gridPrice(late));
    }

    private static double gridPrice(Frontier frontier) {
        return frontier.points().stream()
                .filter(point -> point.truncation().isPresent())
                .mapToDouble(FrontierPoint::price)
                .findFirst()
                .orElse(0);
    }

    @Test
    void a_move_without_a_finite_loss_is_left_out_and_named() {
        FrontierSearch search =
                Toy.search(Toy.MACS, network -> Toy.width(network, "b") < 8 ? Double.NaN : additive(network));

        Frontier frontier = search.frontier(CHAIN);

        assertThat(frontier.dropped()).containsExactly(new DroppedMove("b 8 → 7", Double.NaN));
        assertThat(frontier.cheapest().widths().channels()).containsEntry("b", 8);
        assertThat(search.plan(CHAIN, frontier.cheapest()).decisions())
                .contains(Decision.declined("search", "b 8 → 7", "left out: the loss after it is NaN"));
    }

    @Test
    void without_pictures_weights_decide_and_there_is_no_miou() {
        PlanningPorts ports = new PlanningPorts(Toy.MACS, new ImportanceLoss(), Map.of(), SearchWatch.none());
        FrontierSearch search = new FrontierSearch(Toy.PRUNING, List.of(), ports, Recoverability.ALIKE);
        double budget = 0.4 * Toy.MACS.cost(CHAIN);

        FrontierPoint point = search.within(CHAIN, budget).orElseThrow();

        assertThat(point.price()).isBetween(0.9 * budget, budget);
        assertThat(point.accuracy()).isNaN();
        assertThat(point.widths().channels().values()).allMatch(kept -> kept >= 3);
        assertThatThrownBy(() -> new FrontierSearch(Toy.PRUNING, List.of(HALF), ports, Recoverability.ALIKE))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("There are 1 grids to choose from, but without pictures");
    }

    @Test
    void the_street_network_takes_few_measurements_and_stops_when_asked() {
        AtomicInteger asked = new AtomicInteger();
        ToDoubleFunction<Network> loss = network -> {
            asked.incrementAndGet();
            return joint(network);
        };

        Frontier frontier = Toy.search(Toy.MACS, loss, HALF, QUARTER).frontier(STREET);

        int layers = frontier.cheapest().widths().channels().size();
        assertThat(frontier.points().size()).isBetween(15, 60);
        assertThat(asked.get())
                .isLessThanOrEqualTo(4 * layers + 2 + 2 + frontier.points().size());
        Cancellation cancellation = new Cancellation();
        cancellation.request();
        PlanningPorts stopped = new PlanningPorts(
                Toy.MACS,
                new MeasuredLoss(Toy.evaluator(FrontierSearchTest::joint)),
                Map.of(),
                new SearchWatch(Progress.SILENT, cancellation));
        assertThatThrownBy(() ->
                        new FrontierSearch(Toy.PRUNING, List.of(), stopped, Recoverability.ALIKE).frontier(STREET))
                .isInstanceOf(CancelledException.class);
    }

    @Test
    void what_a_faster_form_saves_comes_first_and_costs_no_loss() {
        Network network = NetworkBuilder.small()
                .conv("a", NetworkBuilder.IMAGE, 8)
                .node("Mish", "act", "a")
                .conv("head", "act", 2)
                .to("head", 2);
        CostFunction price = n -> Toy.width(n, "a")
                + n.graph().nodes().stream()
                        .mapToInt(node -> node.is("Mish") ? 4 : 0)
                        .sum();
        ToDoubleFunction<Network> loss = n -> 1 - Toy.width(n, "a") / 16.0;
        FrontierSearch search = Toy.search(price, loss);

        Frontier frontier = search.frontier(network);

        FrontierPoint first = frontier.points().get(0);
        assertThat(frontier.original().price()).isEqualTo(12);
        assertThat(first.price()).isEqualTo(8);
        assertThat(first.loss()).isEqualTo(frontier.original().loss());
        assertThat(PointSentence.what(first)).isEqualTo("nothing is cut, 1 operator written in faster ones");
        assertThat(search.plan(network, first).steps()).containsExactly(new PlanStep.WriteOut("act"));
        assertThat(search.plan(network, frontier.original()).steps()).isEmpty();
        assertThat(search.within(network, 6).orElseThrow().widths().channels()).containsEntry("a", 6);
        assertThat(Toy.search(Toy.MACS, loss).frontier(network).points()).noneMatch(point -> point.writtenOut() > 0);
    }

    @Test
    void is_known_by_what_its_ports_go_by() {
        Map<String, Fingerprint> settings = Map.of("machine", Fingerprint.word("Toy"));
        PlanningPorts ports = new PlanningPorts(Toy.MACS, new ImportanceLoss(), settings, SearchWatch.none());
        FrontierSearch search = new FrontierSearch(Toy.PRUNING, List.of(), ports, Recoverability.ALIKE);
        String found = "channels=" + Toy.PRUNING.fingerprint().text()
                + ", grids=[], machine=Toy, recoverability=Recoverability[channels=1.0, grids=1.0]]";

        assertThat(search.fingerprint().text()).isEqualTo("FrontierSearch[" + found);
        assertThat(new BudgetedCut(Budget.parse("macs=50%"), search, Optional.empty())
                        .fingerprint()
                        .text())
                .isEqualTo("BudgetedCut[budget=macs=50%, " + found);
    }

    private static Network small() {
        NetworkCard street = Zoo.untrainedStreet(1).card();
        InputSpec colours = street.input();
        InputSpec input = new InputSpec("input", List.of(32, 32), colours.order(), colours.mean(), colours.std());
        return new Network(
                Zoo.unet(
                        List.of(4, 8, 16),
                        Shape.of(1, 3, 32, 32),
                        street.classes().size(),
                        1),
                new NetworkCard("small", input, street.output(), street.classes()));
    }
}
