package dev.coppice.eval.flow;

import dev.coppice.models.measure.Progress;
import dev.coppice.models.measure.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The titles of a run's stages. Stages in a row with the same title are one; stages without one belong to the one before. */
final class Titles {
    private final List<String> names;
    private int number;

    private Titles(List<String> names) {
        this.names = names;
    }

    static Titles of(List<FlowStage> stages) {
        List<String> names = new ArrayList<>();
        for (FlowStage stage : stages) {
            stage.title()
                    .filter(title ->
                            names.isEmpty() || !names.get(names.size() - 1).equals(title))
                    .ifPresent(names::add);
        }
        return new Titles(List.copyOf(names));
    }

    /** Tells that a stage begins, unless it goes on with the one before. */
    void begin(FlowStage stage, Progress progress) {
        Optional<String> next = stage.title()
                .filter(title -> number == 0 || !names.get(number - 1).equals(title));
        if (next.isPresent()) {
            number++;
            progress.stage(new Stage(number, names));
        }
    }
}
