package dev.coppice.compress.prune;

import dev.coppice.compress.channel.ChannelFamily;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A family with its units, the least important first.
 *
 * @param family what is pruned
 * @param units in ascending order of score, ties by birth
 * @param multiple that the kept number of groups is rounded to
 */
record Layer(ChannelFamily family, List<Unit> units, int multiple) {
    Layer {
        units = units.stream().sorted(Comparator.comparingDouble(Unit::score)).toList();
    }

    /** A layer whose kept number is a multiple of {@code round} and of what its units hold. */
    static Layer of(ChannelFamily family, List<Unit> units, int round) {
        boolean alike = units.stream().map(Unit::size).distinct().count() == 1;
        int bundle = alike ? units.get(0).size() : 1;
        return new Layer(family, units, Rounding.commonMultiple(round, bundle));
    }

    /** Why no unit goes, empty if one may. */
    Optional<String> whyNone() {
        if (units.stream().anyMatch(Unit::isFree)) {
            return Optional.empty();
        }
        return Optional.of(
                units.size() == 1
                        ? "they can only go all together"
                        : units.get(0).protection());
    }

    /** The least important groups whose removal leaves at least as many as wanted, rounded. */
    List<Integer> cutTo(double wanted) {
        int target = Rounding.kept(wanted, multiple, family.size());
        int kept = family.size();
        List<Integer> cut = new ArrayList<>();
        for (Unit unit : units) {
            if (unit.isFree() && kept - unit.size() >= target) {
                kept -= unit.size();
                cut.addAll(unit.groups());
            }
        }
        return cut;
    }
}
