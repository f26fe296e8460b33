package dev.coppice.compress.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.rule.ChannelRules;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.network.Network;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Assertions about a channel rule on a network: {@code assertThatRule(new PadChannels()).on(network)}, then which
 * channels stay, which are coupled, and what a cut removes. Channels are numbered as they are born, in graph order.
 */
public final class ChannelRuleAssert {
    private final ChannelAnalysis analysis;

    private ChannelRuleAssert(Network network) {
        this.analysis = ChannelAnalysis.of(network);
    }

    /** Starts an assertion about a rule. */
    public static Subject assertThatRule(ChannelRule rule) {
        return new Subject(rule);
    }

    /** A rule that has no network yet. */
    public record Subject(ChannelRule rule) {
        /** Asserts on a network; fails if no node of it uses the rule. */
        public ChannelRuleAssert on(Network network) {
            assertThat(network.graph().nodes())
                    .as("nodes that go by %s", rule.getClass().getSimpleName())
                    .anyMatch(node -> ChannelRules.of(node)
                            .filter(found -> found.getClass().equals(rule.getClass()))
                            .isPresent());
            return new ChannelRuleAssert(network);
        }
    }

    /** Asserts that the layer's channels can be cut, as this many coupled channels. */
    public ChannelRuleAssert frees(String layer, int channels) {
        assertThat(group(layer).reason()).as("why '%s' is left alone", layer).isEmpty();
        assertThat(group(layer).free()).as("free channels of '%s'", layer).isEqualTo(channels);
        return this;
    }

    /** Asserts that none of the layer's channels can be cut, for this reason. */
    public ChannelRuleAssert protects(String layer, String reason) {
        assertThat(group(layer).reason()).as("why '%s' is left alone", layer).isEqualTo(Optional.of(reason));
        return this;
    }

    /** Asserts that the node needs equal numbers of these blocks of coupled channels. */
    public ChannelRuleAssert couples(String node, List<List<Integer>> blocks) {
        assertThat(analysis.couplings()).contains(new Coupling(node, blocks));
        return this;
    }

    /** Asserts that no coupling restricts a cut. */
    public ChannelRuleAssert couplesNothing() {
        assertThat(analysis.couplings()).isEmpty();
        return this;
    }

    /** Cuts these coupled channels; the following assertions are about the result. */
    public WithoutChannels without(Integer... channels) {
        return new WithoutChannels(this, Set.of(channels));
    }

    private ChannelGroup group(String layer) {
        return analysis.groups().stream()
                .filter(group -> group.name().equals(layer))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no layer '" + layer + "' among " + analysis.groups()));
    }

    /** The network without some of its coupled channels. */
    public static final class WithoutChannels {
        private final ChannelRuleAssert parent;
        private final Set<Integer> channels;
        private final PlanStep.CutChannels step;

        private WithoutChannels(ChannelRuleAssert parent, Set<Integer> channels) {
            this.parent = parent;
            this.channels = channels;
            this.step = parent.analysis.cut(channels);
        }

        /** Asserts that exactly these indices on an axis of a tensor go. */
        public WithoutChannels cuts(String tensor, int axis, Integer... indices) {
            Set<Integer> found = lost(tensor)
                    .filter(cut -> cut.axis() == axis)
                    .map(Cut::index)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(found).as("what '%s' loses on axis %s", tensor, axis).containsExactly(indices);
            return this;
        }

        /** Asserts that nothing of a tensor goes. */
        public WithoutChannels leaves(String tensor) {
            assertThat(lost(tensor)).as("what '%s' loses", tensor).isEmpty();
            return this;
        }

        private Stream<Cut> lost(String tensor) {
            return channels.stream()
                    .flatMap(channel -> parent.analysis.channel(channel).cuts().stream())
                    .filter(cut -> cut.tensor().equals(tensor));
        }

        /** Asserts that the node sums over an axis of an input, and that these of its indices stay. */
        public WithoutChannels sums(String node, int input, int axis, int of, Integer... keep) {
            assertThat(step.sums()).contains(new PlanStep.SumCut(node, input, axis, List.of(keep), of));
            return this;
        }

        /** Asserts that the node's input does not change. */
        public WithoutChannels keeps(String node, int input) {
            assertThat(step.sizes()).noneMatch(change -> change.node().equals(node) && change.input() == input);
            return this;
        }

        /** Asserts that the node's attribute does not change. */
        public WithoutChannels keeps(String node, String attribute) {
            assertThat(step.attributes())
                    .noneMatch(change ->
                            change.node().equals(node) && change.attribute().equals(attribute));
            return this;
        }

        /** Asserts that the node reads these integers at an input after the cut. */
        public WithoutChannels reads(String node, int input, Long... values) {
            assertThat(step.sizes()).contains(new PlanStep.SizeChange(node, input, List.of(values)));
            return this;
        }

        /** Asserts that the node's integer attribute has this value after the cut. */
        public WithoutChannels sets(String node, String attribute, int value) {
            assertThat(step.attributes()).contains(new PlanStep.AttributeChange(node, attribute, value));
            return this;
        }

        /** Cuts other coupled channels of the same network. */
        public WithoutChannels without(Integer... others) {
            return parent.without(others);
        }
    }
}
