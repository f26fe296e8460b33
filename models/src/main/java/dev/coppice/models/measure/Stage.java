package dev.coppice.models.measure;

import java.util.List;

/**
 * The stage of a work that is under way, with those before and those ahead.
 *
 * @param number its number, from 1
 * @param names the names of all stages, in the form "measuring the original"
 */
public record Stage(int number, List<String> names) {
    public Stage {
        names = List.copyOf(names);
        if (number < 1 || number > names.size()) {
            throw new IllegalArgumentException("stage " + number + " of " + names);
        }
    }

    /** Its name. */
    public String name() {
        return names.get(number - 1);
    }

    /** The names of the stages to come. */
    public List<String> ahead() {
        return names.subList(number, names.size());
    }

    /** Number and name: {@code 3 of 7 retraining}. */
    @Override
    public String toString() {
        return number + " of " + names.size() + " " + name();
    }
}
