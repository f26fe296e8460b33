package dev.coppice.compress.prune;

import java.util.List;

/**
 * Unit of coupled channels that are kept or cut together: one, or one of each block where a grouped convolution needs
 * equal numbers.
 *
 * @param channels ids of the coupled channels
 * @param score mean of their scores
 * @param protection why it must stay; empty if it may go
 */
record Unit(List<Integer> channels, double score, String protection) {
    Unit {
        channels = List.copyOf(channels);
    }

    int size() {
        return channels.size();
    }

    boolean isFree() {
        return protection.isEmpty();
    }

    Unit protectedBy(String reason) {
        return isFree() ? new Unit(channels, score, reason) : this;
    }

    /** The union of several units; protected if one of them is. */
    static Unit of(List<Unit> units) {
        List<Integer> channels =
                units.stream().flatMap(u -> u.channels().stream()).sorted().toList();
        double total = units.stream().mapToDouble(u -> u.score() * u.size()).sum();
        String protection = units.stream()
                .map(Unit::protection)
                .filter(p -> !p.isEmpty())
                .findFirst()
                .orElse("");
        return new Unit(channels, total / channels.size(), protection);
    }
}
