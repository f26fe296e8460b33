package dev.coppice.compress.grid.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.grid.Region;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;

/**
 * Assertions about a grid rule on a network with capped maps: {@code assertThatRule(new PoolGrid()).on(network)
 * .at("1/2", new Region.All())}, then what changes, what stays and where tensors lie.
 */
public final class GridRuleAssert {
    private final CompressionPlan plan;
    private final Network changed;

    private GridRuleAssert(Network network, Grid limit, Region region) {
        this.plan = new GridTruncation(limit, region, Resampling.AREA).plan(network);
        this.changed = PlanRewriter.rewrite(network, plan);
    }

    /** Starts an assertion about a rule. */
    public static Subject assertThatRule(GridRule rule) {
        return new Subject(rule);
    }

    /** A rule that has no network yet. */
    public record Subject(GridRule rule) {
        /** Asserts on a network; fails if no node of it uses the rule. */
        public Capped on(Network network) {
            assertThat(network.graph().nodes())
                    .as("nodes that go by %s", rule.getClass().getSimpleName())
                    .anyMatch(node -> GridRules.of(node).getClass().equals(rule.getClass()));
            return new Capped(network);
        }
    }

    /** A network that has no limit yet. */
    public record Capped(Network network) {
        /** Caps the maps of the region at this share of the image. */
        public GridRuleAssert at(String limit, Region region) {
            return new GridRuleAssert(network, Grid.parse(limit), region);
        }
    }

    /** Asserts that the node changes by these steps of the plan, with this reason. */
    public GridRuleAssert changes(String node, String reason, PlanStep... steps) {
        assertThat(plan.decisions()).contains(Decision.changed("truncation", node, reason));
        return plans(steps);
    }

    /** Asserts that the node stays as it is, with this reason. */
    public GridRuleAssert declines(String node, String reason) {
        assertThat(plan.decisions()).contains(Decision.declined("truncation", node, reason));
        return this;
    }

    /** Asserts that these are among the steps of the plan. */
    public GridRuleAssert plans(PlanStep... steps) {
        assertThat(plan.steps()).contains(steps);
        return this;
    }

    /** Asserts that the tensor has this height and width afterwards. */
    public GridRuleAssert puts(String tensor, int height, int width) {
        Shape shape = changed.shapes(1).of(tensor);
        assertThat(shape.size(2) + "×" + shape.size(3))
                .as("size of '%s'", tensor)
                .isEqualTo(height + "×" + width);
        return this;
    }
}
