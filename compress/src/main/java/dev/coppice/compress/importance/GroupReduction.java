package dev.coppice.compress.importance;

import java.util.List;

/** Reduction of the scores of all channels that go together to one. */
public enum GroupReduction {
    /** Their mean. */
    MEAN {
        @Override
        double of(List<Double> scores) {
            return SUM.of(scores) / scores.size();
        }
    },
    /** Their highest: a coupled channel is worth its most important channel. */
    MAX {
        @Override
        double of(List<Double> scores) {
            return scores.stream().mapToDouble(s -> s).max().orElse(0);
        }
    },
    /** Their sum: a coupled channel of more contractions is worth more. */
    SUM {
        @Override
        double of(List<Double> scores) {
            return scores.stream().mapToDouble(s -> s).sum();
        }
    },
    /** The score of the first contraction in the graph. */
    FIRST {
        @Override
        double of(List<Double> scores) {
            return scores.get(0);
        }
    };

    /** Reduces at least one score, in graph order, to one. */
    abstract double of(List<Double> scores);
}
