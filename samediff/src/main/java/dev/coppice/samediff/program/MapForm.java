package dev.coppice.samediff.program;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How a step works on maps N×H×W×C.
 *
 * @param work that does it
 * @param inputs positions of its maps; what is elsewhere stays as it is
 * @param outputs positions of its maps
 * @param follows whether it is worth it only if one of its maps lies so already
 * @param room what it needs for itself
 */
record MapForm(Work work, Set<Integer> inputs, Set<Integer> outputs, boolean follows, List<Result> room) {
    MapForm {
        inputs = Set.copyOf(inputs);
        outputs = Set.copyOf(outputs);
        room = List.copyOf(room);
    }

    /** Better so than channels first. */
    static MapForm of(Work work, Set<Integer> inputs, Set<Integer> outputs) {
        return new MapForm(work, inputs, outputs, false, List.of());
    }

    /** As good either way, with a map at every position of rank 4. */
    static MapForm following(Work work, List<Result> inputs, List<Result> outputs) {
        return new MapForm(work, maps(inputs), maps(outputs), true, List.of());
    }

    MapForm withRoom(Result needed) {
        return new MapForm(work, inputs, outputs, follows, List.of(needed));
    }

    private static Set<Integer> maps(List<Result> results) {
        return IntStream.range(0, results.size())
                .filter(i -> results.get(i).isMap())
                .boxed()
                .collect(Collectors.toSet());
    }
}
