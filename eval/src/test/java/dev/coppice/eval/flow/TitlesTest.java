package dev.coppice.eval.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.measure.Progress;
import dev.coppice.models.measure.Stage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TitlesTest {
    private final List<String> told = new ArrayList<>();

    private final Progress progress = new Progress() {
        @Override
        public void update(String task, long done, long total, String detail) {}

        @Override
        public void message(String line) {}

        @Override
        public void stage(Stage stage) {
            told.add(stage.toString());
        }
    };

    @Test
    void stages_in_a_row_with_one_title_are_one_and_those_without_belong_to_the_one_before() {
        List<FlowStage> stages = List.of(
                new CutNetwork(List.of(), 1, CutNetwork.PLANNING),
                new CutNetwork(List.of(), 1, CutNetwork.PLANNING),
                new WarnOfRuin(),
                new Recalibrate(false),
                new ExportModel(),
                new CutNetwork(List.of(), 1, CutNetwork.PLANNING));
        Titles titles = Titles.of(stages);

        stages.forEach(stage -> titles.begin(stage, progress));

        assertThat(told).containsExactly("1 of 3 planning", "2 of 3 writing the model", "3 of 3 planning");
    }
}
