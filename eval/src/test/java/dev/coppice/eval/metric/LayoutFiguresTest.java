package dev.coppice.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.data.layout.DataFolder;
import dev.coppice.models.kit.Layouts;
import dev.coppice.models.kit.TinyTask;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A network has the same figures on a data set in every layout. */
class LayoutFiguresTest {
    private static final TinyTask TASK = new TinyTask(4);

    @TempDir
    private Path folder = Path.of("");

    static List<String> layouts() {
        return Layouts.names();
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void figures_are_those_of_our_own_layout(String layout) {
        Layouts.write(layout, TASK, folder.resolve("theirs"));
        Layouts.write("coppice", TASK, folder.resolve("ours"));

        Evaluation theirs = evaluation(folder.resolve("theirs"));

        assertThat(theirs).isEqualTo(evaluation(folder.resolve("ours")));
        assertThat(theirs.accuracy()).isStrictlyBetween(0.0, 1.0);
    }

    private static Evaluation evaluation(Path data) {
        Network network = TinyTask.network(2);
        NetworkCard card = network.card();
        Network named = new Network(
                network.graph(), new NetworkCard(card.name(), card.input(), card.output(), Layouts.CLASSES));
        return new OnnxEvaluator(DataFolder.open(data), "val").withLoss().evaluate(named);
    }
}
