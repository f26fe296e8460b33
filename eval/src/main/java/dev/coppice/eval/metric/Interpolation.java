package dev.coppice.eval.metric;

import java.util.List;

/** Linear interpolation of numbers on one grid at the samples of another, along every axis, with sample centres at halves. */
final class Interpolation {
    private final List<Integer> from;
    private final List<Integer> to;
    private final boolean same;

    /**
     * Prepares the interpolation.
     *
     * @param from sizes of the grid of the numbers
     * @param to sizes of the wanted grid, along the same axes
     */
    Interpolation(List<Integer> from, List<Integer> to) {
        this.from = List.copyOf(from);
        this.to = List.copyOf(to);
        this.same = from.equals(to);
    }

    /** The position of the number nearest to a sample of the wanted grid. */
    int nearest(int sample) {
        if (same) {
            return sample;
        }
        int rest = sample;
        int position = 0;
        int step = 1;
        for (int axis = to.size() - 1; axis >= 0; axis--) {
            int at = rest % to.get(axis);
            position += step * (int) ((at + 0.5) * from.get(axis) / to.get(axis));
            step *= from.get(axis);
            rest /= to.get(axis);
        }
        return position;
    }

    /** The number at a sample of the wanted grid, between those around it; numbers start at an offset. */
    float between(float[] numbers, int offset, int sample) {
        if (same) {
            return numbers[offset + sample];
        }
        float sum = 0;
        for (int corner = 0; corner < 1 << to.size(); corner++) {
            int rest = sample;
            int position = 0;
            int step = 1;
            double share = 1;
            for (int axis = to.size() - 1; axis >= 0; axis--) {
                double exact = (rest % to.get(axis) + 0.5) * from.get(axis) / to.get(axis) - 0.5;
                double at = Math.min(from.get(axis) - 1.0, Math.max(0, exact));
                int low = (int) at;
                boolean upper = (corner >> axis & 1) == 1;
                share *= upper ? at - low : 1 - (at - low);
                position += step * Math.min(from.get(axis) - 1, upper ? low + 1 : low);
                step *= from.get(axis);
                rest /= to.get(axis);
            }
            sum += share == 0 ? 0 : (float) (share * numbers[offset + position]);
        }
        return sum;
    }
}
