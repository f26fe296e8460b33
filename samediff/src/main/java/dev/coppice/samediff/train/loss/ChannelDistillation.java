package dev.coppice.samediff.train.loss;

import dev.coppice.samediff.train.step.LogitLoss;
import java.util.stream.IntStream;

/**
 * Loss term share · T² · mean of KL(teacher ‖ student) over pictures and channels. Softmax makes each channel of logits / T
 * a distribution over the pixels of a picture. So the term compares where a class is, not how it compares with others (Shu
 * et al., ICCV 2021, eqs. 3 and 4, on logits).
 *
 * @param heard whether each pixel takes part; pixels beyond a picture's edge do not
 * @param temperature temperature T
 */
@SuppressWarnings("ArrayRecordComponent") // belongs to one batch; handed over, not copied
record ChannelDistillation(TeacherAnswer teacher, boolean[] heard, double temperature, double share)
        implements LogitLoss {
    /** The loss term. */
    static LossTerm of(TeacherAndStudent networks, double share, double temperature) {
        return LogitTerm.of(networks, (answer, heard) -> new ChannelDistillation(answer, heard, temperature, share));
    }

    @Override
    public double at(float[] logits, float[] gradient) {
        int maps = teacher.pictures() * teacher.classes();
        return share
                * temperature
                * temperature
                / maps
                * IntStream.range(0, maps)
                        .parallel()
                        .mapToDouble(map -> ofMap(map, logits, gradient, share * temperature / maps))
                        .sum();
    }

    private double ofMap(int map, float[] logits, float[] gradient, double scale) {
        int classes = teacher.classes();
        int channel = map % classes;
        int first = map / classes * teacher.plane();
        int[] pixels = IntStream.range(first, first + teacher.plane())
                .filter(p -> heard[p])
                .toArray();
        double[] wanted = new double[pixels.length];
        double[] found = new double[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            wanted[i] = teacher.logit(pixels[i], channel) / temperature;
            found[i] = logits[pixels[i] * classes + channel] / temperature;
        }
        TeacherAnswer.logSoftmax(wanted);
        TeacherAnswer.logSoftmax(found);
        double divergence = 0;
        for (int i = 0; i < pixels.length; i++) {
            double p = Math.exp(wanted[i]);
            divergence += p * (wanted[i] - found[i]);
            gradient[pixels[i] * classes + channel] += (float) (scale * (Math.exp(found[i]) - p));
        }
        return divergence;
    }
}
