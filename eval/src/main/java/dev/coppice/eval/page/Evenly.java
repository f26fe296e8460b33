package dev.coppice.eval.page;

import java.util.List;
import java.util.stream.IntStream;

/** A choice from more than a page can show. */
public final class Evenly {
    private Evenly() {}

    /** All values, or every n-th one where they are more than the most. */
    public static <T> List<T> chosen(List<T> values, int most) {
        int step = Math.max(1, (values.size() + most - 1) / most);
        return IntStream.range(0, values.size())
                .filter(i -> i % step == 0)
                .mapToObj(values::get)
                .toList();
    }
}
