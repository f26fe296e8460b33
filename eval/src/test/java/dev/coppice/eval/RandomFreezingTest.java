package dev.coppice.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.models.operator.OperatorKind;
import dev.coppice.samediff.lowering.Weights;
import dev.coppice.samediff.train.Freezing;
import dev.coppice.samediff.train.RetrainOptions;
import dev.coppice.samediff.train.TrainingCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random networks with an operator without gradient in several places: the layers to freeze that are named are the fewest. */
class RandomFreezingTest {
    private static final Pattern ADVICE = Pattern.compile("give frozen layers \"?([^\" ]+)\"? to train the other");

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 1000)
                .filter(seed -> {
                    Graph graph = RandomNetwork.of(seed).network().graph();
                    return graph.inputs().size() == 1 && layers(graph).size() > 3;
                })
                .limit(10);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void a_weight_is_named_if_and_only_if_it_cannot_be_trained_alone(long seed) {
        Network network = rounded(RandomNetwork.of(seed).network(), seed);
        Set<String> weights = Weights.of(network.graph());
        Set<String> stuck = new TreeSet<>();
        for (String weight : weights) {
            Set<String> others = new TreeSet<>(weights);
            others.remove(weight);
            if (!isTrainable(network, List.copyOf(others))) {
                stuck.add(weight);
            }
        }

        assertThat(stuck).as("weights in front").isNotEmpty().hasSizeLessThan(weights.size());
        assertThatThrownBy(() -> check(network, List.of()))
                .isInstanceOf(InvalidInputException.class)
                .satisfies(refusal -> {
                    Matcher advice = ADVICE.matcher(refusal.getMessage());
                    assertThat(advice.find()).as(refusal.getMessage()).isTrue();
                    List<String> patterns = List.of(advice.group(1).split(",", -1));
                    assertThat(Freezing.of(patterns).weights(network.graph())).isEqualTo(stuck);
                    check(network, patterns);
                });
    }

    /** The network with the results of up to three layers rounded, of which none is the last. */
    private static Network rounded(Network network, long seed) {
        List<String> layers = layers(network.graph());
        Random random = new Random(seed);
        Set<String> chosen = new TreeSet<>();
        for (int i = 0; i < 3; i++) {
            chosen.add(layers.get(random.nextInt(layers.size() - 1)));
        }
        List<GraphEdit> edits = new ArrayList<>();
        for (String map : chosen) {
            edits.add(new GraphEdit.RedirectUses(map, map + "/round"));
            edits.add(new GraphEdit.AddNode(Node.of("Round", map + "/round", Attributes.NONE, map)));
        }
        return network.with(GraphRewriter.apply(network.graph(), edits)).body();
    }

    private static List<String> layers(Graph graph) {
        return graph.nodes().stream()
                .filter(node -> node.is(OperatorKind.CONTRACTION))
                .map(Node::output)
                .toList();
    }

    private static boolean isTrainable(Network network, List<String> frozen) {
        try {
            check(network, frozen);
            return true;
        } catch (InvalidInputException e) {
            return false;
        }
    }

    private static void check(Network network, List<String> frozen) {
        RetrainOptions options = RetrainOptions.defaults().with(o -> o.frozen(Freezing.of(frozen)));
        TrainingCheck.trainable(TrainingCheck.fitted(options, network, Progress.SILENT), network);
    }
}
