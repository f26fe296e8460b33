package dev.coppice.samediff.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingLengthTest {
    @Test
    void parts_differ_by_one_at_most_and_together_are_the_whole() {
        TrainingLength whole = new TrainingLength.Epochs(10);

        assertThat(IntStream.range(0, 4).mapToObj(i -> whole.part(i, 4).steps(1)))
                .containsExactly(2, 3, 2, 3);
        assertThat(new TrainingLength.Steps(7).part(0, 1)).isEqualTo(new TrainingLength.Steps(7));
    }

    @Test
    void a_sum_adds_epochs_and_steps() {
        TrainingLength sum = new TrainingLength.Sum(new TrainingLength.Epochs(2), new TrainingLength.Steps(3));

        assertThat(sum.steps(10)).isEqualTo(23);
        assertThat(sum.part(0, 2).steps(10)).isEqualTo(11);
    }
}
