package dev.coppice.compress.importance;

import java.util.List;

/** How the scores of all channels that go together become one. */
public enum GroupReduction {
    /** Their mean. */
    MEAN {
        @Override
        double of(List<Double> scores) {
            return SUM.of(scores) / scores.size();
        }
    },
    /** The highest: a coupled channel is worth its most important channel. */
    MAX {
        @Override
        double of(List<Double> scores) {
            return scores.stream().mapToDouble(s -> s).max().orElse(0);
        }
    },
    /** Their sum: what more contractions make is worth more. */
    SUM {
        @Override
        double of(List<Double> scores) {
            return scores.stream().mapToDouble(s -> s).sum();
        }
    },
    /** The one of the contraction that comes first in the graph. */
    FIRST {
        @Override
        double of(List<Double> scores) {
            return scores.get(0);
        }
    };

    /** One score of at least one, which come in graph order. */
    abstract double of(List<Double> scores);
}
