package dev.coppice.samediff.program;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Form of a step for maps N×H×W×C.
 *
 * @param work the work that does it
 * @param inputs input positions of maps; other inputs stay as they are
 * @param outputs output positions of maps
 * @param follows whether it only pays if one of its maps lies channels last already
 * @param room shapes of its working memory
 */
record MapForm(Work work, Set<Integer> inputs, Set<Integer> outputs, boolean follows, List<Result> room) {
    MapForm {
        inputs = Set.copyOf(inputs);
        outputs = Set.copyOf(outputs);
        room = List.copyOf(room);
    }

    /** A form that is faster than channels first. */
    static MapForm of(Work work, Set<Integer> inputs, Set<Integer> outputs) {
        return new MapForm(work, inputs, outputs, false, List.of());
    }

    /** A form that is equally fast, with a map at every position of rank 4. */
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
