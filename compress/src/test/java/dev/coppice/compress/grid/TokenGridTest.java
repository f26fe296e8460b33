package dev.coppice.compress.grid;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static dev.coppice.models.kit.NetworkBuilder.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.kit.Networks;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tokens with position embeddings, and with a class token beside them, follow a coarser grid. */
class TokenGridTest {
    private static final int TOKENS = 64;

    private static CompressionPlan halved(Network network) {
        return new GridTruncation(new Grid(1, 8), new Region.All(), Resampling.AREA).plan(network);
    }

    /** Maps of 8×8 as tokens 'tokens', N×64×4. */
    private static NetworkBuilder tokens() {
        return Networks.random(32, 32)
                .conv("a", IMAGE, 4, 3, window(3, 4, 1))
                .constant("flat", Tensor.vector(0, 4, TOKENS))
                .node("Reshape", "rows", "a", "flat")
                .node("Transpose", "tokens", Attributes.NONE.with("perm", 0, 2, 1), "rows");
    }

    /** The tokens 'end', N×64×4, back to maps, and a convolution over these. */
    private static Network maps(NetworkBuilder network) {
        return network.normal("weights", 1, 4, 4)
                .node("MatMul", "product", "end", "weights")
                .node("Transpose", "turned", Attributes.NONE.with("perm", 0, 2, 1), "product")
                .constant("map", Tensor.vector(0, 4, 8, 8))
                .node("Reshape", "back", "turned", "map")
                .conv("y", "back", 4)
                .to("y");
    }

    private static NetworkBuilder withClassToken() {
        return tokens().normal("class", 1, 1, 1, 4)
                .node("Concat", "all", Attributes.NONE.with("axis", 1), "class", "tokens")
                .constant("positions", NetworkBuilder.counting((1 + TOKENS) * 4).reshape(Shape.of(1, 1 + TOKENS, 4)))
                .node("Add", "embedded", "all", "positions");
    }

    private static Network assertFollows(Network network, String tensor, Shape shape) {
        CompressionPlan plan = halved(network);
        Network changed = PlanRewriter.rewrite(network, plan);

        assertThat(plan.decisions()).noneMatch(d -> d.reason().endsWith("it keeps its grid"));
        assertThat(changed.shapes(1).of(tensor)).isEqualTo(shape);
        assertThat(changed.shapes(1).of("y")).isEqualTo(network.shapes(1).of("y"));
        assertThat(halved(changed).steps()).isEmpty();
        return changed;
    }

    @Test
    void position_embeddings_are_resampled_and_the_class_token_keeps_its_own() {
        Network network = maps(withClassToken()
                .integers("one", 1)
                .integers("behind", Long.MAX_VALUE)
                .node("Slice", "end", "embedded", "one", "behind", "one"));

        Graph changed = assertFollows(network, "embedded", Shape.of(1, 17, 4)).graph();

        Tensor positions = changed.constant(changed.node("embedded").input(1)).orElseThrow();
        assertThat(positions.shape()).isEqualTo(Shape.of(1, 17, 4));
        // the mean of tokens 1, 2, 9 and 10
        assertThat(positions.toFloats()).startsWith(1, 2, 3, 4, 23, 24, 25, 26);
    }

    @Test
    void a_split_takes_the_class_token_off() {
        Network network = maps(withClassToken()
                .integers("sizes", 1, TOKENS)
                .parts("Split", List.of("first", "end"), Attributes.NONE.with("axis", 1), "embedded", "sizes"));

        assertFollows(network, "end", Shape.of(1, 16, 4));
    }

    @Test
    void a_class_token_repeated_beside_all_tokens_is_repeated_as_often() {
        Network network = maps(withClassToken()
                .integers("zero", 0)
                .integers("one", 1)
                .integers("behind", Long.MAX_VALUE)
                .node("Slice", "rest", "embedded", "one", "behind", "one")
                .node("Gather", "first", Attributes.NONE.with("axis", 1), "embedded", "zero")
                .integers("often", 1, TOKENS, 4)
                .node("Expand", "repeated", "first", "often")
                .node("Add", "end", "rest", "repeated"));

        assertFollows(network, "repeated", Shape.of(1, 16, 4));
    }

    @Test
    void a_convolution_of_single_places_works_on_tokens() {
        Network network = tokens().node("Transpose", "turned tokens", Attributes.NONE.with("perm", 0, 2, 1), "tokens")
                .normal("kernel", 1, 4, 4, 1)
                .node("Conv", "mixed", "turned tokens", "kernel")
                .constant("map", Tensor.vector(0, 4, 8, 8))
                .node("Reshape", "back", "mixed", "map")
                .conv("y", "back", 4)
                .to("y");

        assertFollows(network, "mixed", Shape.of(1, 4, 16));
    }

    /** Attention with one query (MobileViT v2, Mehta and Rastegari 2022, eq. 2): the weights stand behind what they weigh. */
    @Test
    void a_sum_weighed_by_shares_is_a_mean_and_is_not_scaled() {
        Network network = maps(tokens().normal("query", 1, 4, 1)
                .integers("along", 1)
                .node("MatMul", "scores", "tokens", "query")
                .node("Softmax", "shares", Attributes.NONE.with("axis", 1), "scores")
                .node("Mul", "weighed", "tokens", "shares")
                .node("ReduceSum", "context", "weighed", "along")
                .node("Mul", "end", "tokens", "context"));

        assertThat(halved(network).steps()).noneMatch(step -> step instanceof PlanStep.ScaleOutput);
        assertFollows(network, "weighed", Shape.of(1, 16, 4));
    }

    /** Four times as many positions stood beside the class token: each that is left counts as four in the shares. */
    @Test
    void positions_beside_a_class_token_count_as_many_as_before() {
        Network network = maps(withClassToken()
                .node("Transpose", "keys", Attributes.NONE.with("perm", 0, 2, 1), "embedded")
                .node("MatMul", "scores", "embedded", "keys")
                .node("Softmax", "shares", "scores")
                .node("MatMul", "attended", "shares", "embedded")
                .integers("one", 1)
                .integers("behind", Long.MAX_VALUE)
                .node("Slice", "end", "attended", "one", "behind", "one"));

        assertThat(halved(network).steps()).contains(new PlanStep.WeighPositions("shares", -1, 1, 16, 0, 4));
        Graph changed = assertFollows(network, "shares", Shape.of(1, 17, 17)).graph();

        String weights =
                changed.producer(changed.node("shares").input(0)).orElseThrow().input(1);
        float log = (float) Math.log(4);
        assertThat(changed.constant(weights).orElseThrow().toFloats())
                .startsWith(0, log, log)
                .hasSize(17);
    }

    /** Attention of which the first half of the picture was truncated before, with its weights of shares. */
    @Test
    void weights_of_shares_follow_a_coarser_grid_again() {
        Network network = maps(withClassToken()
                .node("Transpose", "keys", Attributes.NONE.with("perm", 0, 2, 1), "embedded")
                .node("MatMul", "scores", "embedded", "keys")
                .node("Softmax", "shares", "scores")
                .node("MatMul", "attended", "shares", "embedded")
                .integers("one", 1)
                .integers("behind", Long.MAX_VALUE)
                .node("Slice", "end", "attended", "one", "behind", "one"));
        Network eighth = PlanRewriter.rewrite(network, halved(network));
        GridTruncation further = new GridTruncation(new Grid(1, 16), new Region.All(), Resampling.AREA);

        assertThat(further.plan(eighth).steps()).contains(new PlanStep.WeighPositions("shares", -1, 1, 4, 0, 4));
    }

    @Test
    void some_of_the_positions_keep_their_grid() {
        Network network = withClassToken()
                .integers("one", 1)
                .integers("ten", 10)
                .node("Slice", "some", "embedded", "one", "ten", "one")
                .normal("weights", 1, 4, 4)
                .node("MatMul", "y", "some", "weights")
                .to("y");

        assertThat(halved(network).decisions())
                .contains(Decision.declined(
                        "truncation", "some", "it takes a fixed number of positions along axis 1; it keeps its grid"));
    }

    @Test
    void tokens_of_two_maps_on_one_axis_keep_their_grids() {
        Network network = tokens().node("Concat", "both", Attributes.NONE.with("axis", 1), "tokens", "tokens")
                .normal("weights", 1, 4, 4)
                .node("MatMul", "y", "both", "weights")
                .to("y");

        assertThat(halved(network).decisions())
                .contains(Decision.declined(
                        "truncation", "both", "it joins positions of several maps on axis 1; it keeps its grid"));
    }
}
