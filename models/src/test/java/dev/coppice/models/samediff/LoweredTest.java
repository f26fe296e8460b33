package dev.coppice.models.samediff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.Network;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LoweredTest {
    private static final Shape IMAGE = Shape.of(2, 3, 16, 24);
    private static final int CLASSES = 3;

    @Test
    void training_lowers_the_loss_and_tells_every_step() {
        Network net = NetBuilder.unet(1, IMAGE, CLASSES, 4, 8);
        List<Double> losses = new ArrayList<>();
        List<Integer> steps = new ArrayList<>();
        try (Lowered lowered = Lowered.lower(net, IMAGE, LoweringMode.TRAINING)) {

            lowered.train(batches(2), 30, Optimizer.Adam.DEFAULT, step -> 0.01, (step, loss) -> {
                steps.add(step);
                return losses.add(loss);
            });
        }

        assertThat(steps).hasSize(30).startsWith(0, 1, 2).endsWith(29);
        assertThat(losses.get(0)).isBetween(0.5, 5.0);
        assertThat(losses.get(29)).isLessThan(losses.get(0) * 0.9);
    }

    static Iterator<TrainingBatch> batches(long seed) {
        Random random = new Random(seed);
        float[] images = NetBuilder.normal(random, IMAGE.elements(), 1);
        Shape targets = Shape.of(IMAGE.size(0), IMAGE.size(2), IMAGE.size(3), CLASSES);
        float[] weights = new float[Math.toIntExact(targets.elements())];
        int pixels = weights.length / CLASSES;
        int plane = IMAGE.size(2) * IMAGE.size(3);
        for (int p = 0; p < pixels; p++) {
            float red = images[p / plane * 3 * plane + p % plane];
            weights[p * CLASSES + (red < -0.5 ? 0 : red < 0.5 ? 1 : 2)] = 1f / pixels;
        }
        TrainingBatch batch = new TrainingBatch(IMAGE, images, targets, weights);
        return Stream.generate(() -> batch).iterator();
    }
}
