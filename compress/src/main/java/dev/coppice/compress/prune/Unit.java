package dev.coppice.compress.prune;

import java.util.List;

/**
 * Channel groups that are kept or cut together: one group, or one of each block where a grouped convolution wants equal
 * numbers.
 *
 * @param groups ids
 * @param score mean of the groups' scores
 * @param protection why it must stay, empty if it may go
 */
record Unit(List<Integer> groups, double score, String protection) {
    Unit {
        groups = List.copyOf(groups);
    }

    int size() {
        return groups.size();
    }

    boolean isFree() {
        return protection.isEmpty();
    }

    Unit protectedBy(String reason) {
        return isFree() ? new Unit(groups, score, reason) : this;
    }

    /** Several units as one; protected if one of them is. */
    static Unit of(List<Unit> units) {
        List<Integer> groups =
                units.stream().flatMap(u -> u.groups().stream()).sorted().toList();
        double total = units.stream().mapToDouble(u -> u.score() * u.size()).sum();
        String protection = units.stream()
                .map(Unit::protection)
                .filter(p -> !p.isEmpty())
                .findFirst()
                .orElse("");
        return new Unit(groups, total / groups.size(), protection);
    }
}
