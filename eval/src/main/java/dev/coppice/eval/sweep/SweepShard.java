package dev.coppice.eval.sweep;

import dev.coppice.models.InvalidInputException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * One of several equal parts of a sweep, each of which runs by itself and has a table of its own.
 *
 * @param index number of the part, from 1
 * @param count number of parts
 */
public record SweepShard(int index, int count) {
    /** The whole sweep. */
    public static final SweepShard WHOLE = new SweepShard(1, 1);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})/(\\d{1,6})");
    private static final Pattern TABLE = Pattern.compile("sweep-(\\d{1,6})-of-(\\d{1,6})\\.csv");

    public SweepShard {
        if (index < 1 || index > count) {
            throw new InvalidInputException("Shard " + index + "/" + count + " does not exist, expected 1/" + count
                    + " to " + count + "/" + count + ".");
        }
    }

    /**
     * Reads a shard such as {@code 2/3}.
     *
     * @throws InvalidInputException if it is none
     */
    public static SweepShard parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) == 0) {
            throw new InvalidInputException("Shard '" + text + "' is none, expected i/n such as 1/3, 2/3 and 3/3.");
        }
        return new SweepShard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /** The shard whose table has this file name; empty if it is no table of a shard. */
    static Optional<SweepShard> ofTable(String name) {
        Matcher matcher = TABLE.matcher(name);
        return matcher.matches() ? Optional.of(parse(matcher.group(1) + "/" + matcher.group(2))) : Optional.empty();
    }

    /** The points of this shard: every {@code count}-th, so that neighbours, which take alike, are spread. */
    public <T> List<T> of(List<T> points) {
        return IntStream.range(0, points.size())
                .filter(i -> i % count == index - 1)
                .mapToObj(points::get)
                .toList();
    }

    /** Whether this is not all. */
    boolean isPart() {
        return count > 1;
    }

    /** File name of the table. */
    public String table() {
        return isPart() ? "sweep-" + index + "-of-" + count + ".csv" : Sweep.RESULTS;
    }

    @Override
    public String toString() {
        return index + "/" + count;
    }
}
