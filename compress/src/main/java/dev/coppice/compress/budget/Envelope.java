package dev.coppice.compress.budget;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is worth having of several descents: a grid that saves much at once may be behind what the channels of the grid before
 * come to. A state goes where one of another way is no dearer and loses no more.
 */
final class Envelope {
    private final States states;
    private final List<List<Waypoint>> ways = new ArrayList<>();

    Envelope(States states) {
        this.states = states;
    }

    void add(List<Waypoint> way) {
        ways.add(way);
    }

    /** Whether no other way comes to a state that is as cheap as this and loses no more. */
    boolean isWorth(Waypoint point) {
        return ways.stream()
                .filter(way -> !way.contains(point))
                .flatMap(List::stream)
                .noneMatch(other -> isBetter(other, point));
    }

    private boolean isBetter(Waypoint other, Waypoint point) {
        int price = Double.compare(states.price(other.state()), states.price(point.state()));
        int burden = Double.compare(other.burden(), point.burden());
        return price <= 0 && burden <= 0 && price + burden < 0;
    }

    /** The way to every state that is worth having, it is the last; in strictly falling order of price. */
    List<List<Waypoint>> worth() {
        Set<Waypoint> seen = new LinkedHashSet<>();
        List<List<Waypoint>> worth = new ArrayList<>();
        for (List<Waypoint> way : ways) {
            for (int i = 0; i < way.size(); i++) {
                if (seen.add(way.get(i)) && isWorth(way.get(i))) {
                    worth.add(way.subList(0, i + 1));
                }
            }
        }
        worth.sort(Comparator.comparingDouble(way -> -price(way)));
        List<List<Waypoint>> falling = new ArrayList<>();
        for (List<Waypoint> way : worth) {
            if (falling.isEmpty() || price(way) < price(falling.get(falling.size() - 1))) {
                falling.add(way);
            }
        }
        return falling;
    }

    private double price(List<Waypoint> way) {
        return states.price(last(way).state());
    }

    static Waypoint last(List<Waypoint> way) {
        return way.get(way.size() - 1);
    }
}
