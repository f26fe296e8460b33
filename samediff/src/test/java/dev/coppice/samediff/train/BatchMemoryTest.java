package dev.coppice.samediff.train;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.TinyTask;
import dev.coppice.samediff.train.step.LossForm;
import dev.coppice.samediff.train.step.Optimizer;
import dev.coppice.samediff.train.step.TrainingSession;
import org.junit.jupiter.api.Test;

class BatchMemoryTest {
    private static final Shape IMAGES = Shape.of(64, 3, TinyTask.SIZE, TinyTask.SIZE);

    /** The bytes of a batch: 100 MiB per picture and 50 MiB in any case; operators take 15 % more. */
    private static long invented(int batch) {
        return (100L * batch + 50) << 20;
    }

    @Test
    void a_batch_that_does_not_fit_is_refused_with_the_largest_that_does() {
        BatchMemory memory = new BatchMemory("unet", IMAGES, 2L << 30);

        assertThatThrownBy(() -> memory.require(invented(64), BatchMemoryTest::invented))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "Training 'unet' with batches of 64 pictures of 16×16 (height×width) needs about 7.24 GiB, and"
                                + " 2.00 GiB of memory are free: a batch of 17 fits. Take a smaller batch or smaller crops.");
    }

    @Test
    void not_even_one_picture_may_fit() {
        BatchMemory memory = new BatchMemory("unet", IMAGES, 100L << 20);

        assertThatThrownBy(() -> memory.require(invented(64), BatchMemoryTest::invented))
                .hasMessageContaining("0.10 GiB of memory are free: not even one picture fits.");
    }

    @Test
    void the_batch_it_names_fits_a_real_network_and_one_more_does_not() {
        long room = (long) Math.ceil(bytes(23) * 1.15);
        BatchMemory memory = new BatchMemory("tiny", IMAGES, room);

        assertThatThrownBy(() -> memory.require(bytes(64), BatchMemoryTest::bytes))
                .hasMessageContaining("a batch of 23 fits");
        assertThatCode(() ->
                        new BatchMemory("tiny", IMAGES.with(0, 23), room).require(bytes(23), BatchMemoryTest::bytes))
                .doesNotThrowAnyException();
        assertThatThrownBy(() ->
                        new BatchMemory("tiny", IMAGES.with(0, 24), room).require(bytes(24), BatchMemoryTest::bytes))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void a_batch_with_a_tensor_beyond_all_memory_is_refused_without_a_plan() {
        assertThatThrownBy(() -> BatchMemory.requireLargest(TinyTask.network(1), IMAGES.with(0, 1_000_000), 1L << 30))
                .hasMessageContaining("batches of 1000000 pictures of 16×16 (height×width) needs about ")
                .hasMessageContaining(" fit. Take a smaller batch");
    }

    private static long bytes(int batch) {
        try (TrainingSession session = TrainingSession.of(
                TinyTask.network(1), IMAGES.with(0, batch), LossForm.PIXELS, Optimizer.Adam.DEFAULT)) {
            return session.bytes();
        }
    }
}
