package dev.coppice.samediff.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.RandomStream;
import dev.coppice.models.data.RgbImage;
import dev.coppice.models.data.View;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.TinyTask;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.InputSpec;
import dev.coppice.samediff.train.batch.Augmentation;
import dev.coppice.samediff.train.batch.BlockTarget;
import dev.coppice.samediff.train.batch.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurriculumTest {
    private static final TinyTask TASK = new TinyTask(8);
    private static final RetrainOptions OPTIONS = RetrainOptions.fromScratch()
            .with(o -> o.length(new TrainingLength.Epochs(30))
                    .batch(4)
                    .validateEvery(10)
                    .schedule(Schedule.cosine(1e-2))
                    .augmentation(Augmentation.NONE));

    @Test
    void is_read_from_text() {
        assertThat(Curriculum.parse("1/2")).isEqualTo(new Curriculum(2, 0.5));
        assertThat(Curriculum.parse("1/16=0.25")).isEqualTo(new Curriculum(16, 0.25));
        assertThat(Curriculum.parse("1/4=.3")).isEqualTo(new Curriculum(4, 0.3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "1/1", "1/17", "1/2=1", "1/2=0", "1/2=-0.5", "1/2=", "3/4", "1/2=NaN"})
    void says_what_it_expects_of_text(String text) {
        assertThatThrownBy(() -> Curriculum.parse(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "The curriculum is '" + text
                                + "', expected a grid from 1/2 to 1/16, and perhaps a share of the run below 1, such as 1/2=0.5.");
    }

    @Test
    void coarse_crops_show_the_same_parts_of_pictures() {
        InputSpec input = TinyTask.network(1).card().input();
        RgbImage image = TASK.sample("train", TASK.names("train").get(0)).image();
        Augmentation fine = Augmentation.DEFAULT.withCrop(12, 8);

        Sampling sampling = new Curriculum(4, 0.5).coarse(new Sampling(3, fine, 7), input);

        Augmentation coarse = sampling.augmentation();
        assertThat(sampling).isEqualTo(new Sampling(3, coarse, Optional.empty(), 7, 4));

        assertThat(coarse.height(input)).isEqualTo(3);
        assertThat(coarse.width(input)).isEqualTo(2);
        for (int i = 0; i < 20; i++) {
            View expected = fine.draw(RandomStream.of(1, i), image, View.whole(image), input);
            View actual = coarse.draw(RandomStream.of(1, i), image, View.whole(image), input);
            assertThat(actual.height()).isCloseTo(expected.height(), within(1e-9));
            assertThat(actual.width()).isCloseTo(expected.width(), within(1e-9));
            assertThat(actual.top()).isCloseTo(expected.top(), within(1e-9));
            assertThat(actual.left()).isCloseTo(expected.left(), within(1e-9));
            assertThat(actual.mirrored()).isEqualTo(expected.mirrored());
        }
    }

    @Test
    void what_does_not_go_with_it_is_refused() {
        RetrainOptions half = OPTIONS.with(o -> o.curriculum(new Curriculum(2, 0.5)));
        RetrainOptions odd = half.with(o -> o.augmentation(Augmentation.DEFAULT.withCrop(12, 13)));
        assertThatThrownBy(() -> TrainingCheck.heard(odd, TinyTask.network(1), Optional.empty(), TASK))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "A curriculum at 1/2 needs crops whose sizes 2 divides, but they are 12×13. Give crop 12x12.");
        assertThatThrownBy(() -> half.with(o -> o.blockTarget(BlockTarget.POOLED)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("Block target 'pooled' and a curriculum do not go together");
        assertThatThrownBy(() -> new Curriculum(2, 1)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Curriculum.parse("1/2=.0"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "The curriculum is 1/2 for a share of 0.0 of the run, expected 1/2 to 1/16 and a share above 0"
                                + " and below 1.");
        assertThatThrownBy(() -> new Curriculum(1, 0.5)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void crops_that_become_too_small_are_refused_before_training() {
        RetrainOptions tiny = OPTIONS.with(o -> o.curriculum(new Curriculum(16, 0.5)));
        assertThatThrownBy(() -> new Retrainer(tiny)
                        .retrain(TinyTask.network(1), Optional.empty(), TASK, new EngineEvaluator(TASK)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("Network 'tiny' does not take training crops of 1×1 (height×width). ")
                .hasMessageEndingWith(" Give another crop, or another curriculum.");
        assertThatThrownBy(() -> TrainingCheck.trainable(tiny, TinyTask.network(1)))
                .as("before data are read")
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("Network 'tiny' does not take training crops of 1×1 (height×width). ");
    }

    @Test
    void batches_are_coarse_until_the_run_is_refined() {
        RetrainOptions half = OPTIONS.with(o -> o.curriculum(new Curriculum(2, 0.5)));
        try (CurriculumEngines engines =
                new CurriculumEngines(half, BatchStatistics.used(TinyTask.network(1)), Optional.empty(), TASK)) {
            engines.begin();

            assertThat(engines.current().batches(0, 1, 1).next().imageShape()).isEqualTo(Shape.of(4, 3, 8, 8));
            assertThat(engines.isOver(0.49)).isFalse();
            assertThat(engines.isOver(0.5)).isTrue();
            engines.refine(0);
            assertThat(engines.current().batches(0, 1, 1).next().imageShape()).isEqualTo(Shape.of(4, 3, 16, 16));
            assertThat(engines.isOver(1)).isFalse();
        }
    }

    @Test
    void a_run_of_one_step_is_fine_at_once() {
        RetrainOptions one =
                OPTIONS.with(o -> o.curriculum(new Curriculum(2, 0.5)).length(new TrainingLength.Steps(1)));

        RetrainResult result =
                new Retrainer(one).retrain(TinyTask.network(1), Optional.empty(), TASK, new EngineEvaluator(TASK));

        assertThat(result.steps()).isEqualTo(1);
        assertThat(result.ending()).isEqualTo(Ending.COMPLETED);
    }

    @Test
    void a_run_begins_coarse_ends_fine_and_learns_as_well() {
        List<String> lines = new ArrayList<>();
        Progress notes = new Progress() {
            @Override
            public void update(String task, long done, long total, String detail) {
                // steps do not matter here
            }

            @Override
            public void message(String line) {
                lines.add(line);
            }
        };

        RetrainResult result = new Retrainer(
                        OPTIONS.with(o -> o.curriculum(new Curriculum(2, 0.4))), notes, new Cancellation())
                .retrain(TinyTask.network(1), Optional.empty(), TASK, new EngineEvaluator(TASK));

        assertThat(result.steps()).isEqualTo(60);
        assertThat(lines).contains("Full resolution from step 24 on");
        assertThat(result.best().evaluation().accuracy()).isGreaterThan(0.9);
    }
}
