package dev.coppice.samediff;

import dev.coppice.models.format.ConstantCheck;
import dev.coppice.models.format.FileHead;
import dev.coppice.models.format.ModelFormat;
import dev.coppice.models.format.ReadOptions;
import dev.coppice.models.format.SourceModel;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.shape.OutputShapes;
import dev.coppice.samediff.lift.Lift;
import dev.coppice.samediff.lift.Lifted;
import dev.coppice.samediff.view.FlatFile;
import dev.coppice.samediff.view.UserGraph;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Files that {@code SameDiff.save} writes, as a {@link ModelFormat}. They are read as data, without ND4J's native library.
 * Channels-last images and maps keep their order at the ends of the graph.
 */
public final class SameDiffFormat implements ModelFormat {
    /** The format. */
    public static final SameDiffFormat INSTANCE = new SameDiffFormat();

    private static final int NAMED = 5;

    private SameDiffFormat() {}

    @Override
    public String name() {
        return "SameDiff";
    }

    /** SameDiff's files have no sign of their own; other formats of FlatBuffers name their schema. */
    @Override
    public boolean isOf(FileHead head) {
        return head.isFlatBuffer() && !head.identifier("TFL3") && !head.identifier("ORTM");
    }

    @Override
    public SourceModel read(Path file, ReadOptions options) {
        UserGraph graph = FlatFile.read(file);
        Optional<NetworkCard> card = CardFile.find(file);
        Lifted lifted = FlatFile.guarded(
                file.toString(), () -> card.map(c -> Lift.lift(graph, c)).orElseGet(() -> Lift.lift(graph)));
        ConstantCheck.check(lifted.graph(), "SameDiff file '" + file + "'");
        return SourceModel.of(file, this, OutputShapes.declare(lifted.inOwnOrder()), card, leftOut(lifted.dropped()));
    }

    private static List<String> leftOut(List<String> dropped) {
        if (dropped.isEmpty()) {
            return List.of();
        }
        List<String> first = dropped.subList(0, Math.min(NAMED, dropped.size()));
        return List.of(dropped.size() + " variables that no output needs, such as losses and labels: "
                + String.join(", ", first) + (dropped.size() > NAMED ? ", …" : ""));
    }
}
