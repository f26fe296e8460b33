package dev.coppice.eval.flow;

import dev.coppice.compress.cutoff.LearnedTruncation;
import dev.coppice.compress.plan.CompressionPass;
import java.util.List;
import java.util.Optional;

/**
 * The passes of a request, ordered by when they plan.
 *
 * @param learned the truncation whose limit is learned before anything else; it plans nothing itself
 * @param first passes that plan before the training that precedes the cut
 * @param rest passes that plan after it, from the first one that can cut in several steps
 */
record PassOrder(Optional<LearnedTruncation> learned, List<CompressionPass> first, List<CompressionPass> rest) {
    PassOrder {
        first = List.copyOf(first);
        rest = List.copyOf(rest);
    }

    static PassOrder of(List<CompressionPass> passes) {
        List<LearnedTruncation> learned = passes.stream()
                .filter(LearnedTruncation.class::isInstance)
                .map(LearnedTruncation.class::cast)
                .toList();
        List<CompressionPass> planning =
                passes.stream().filter(pass -> !learned.contains(pass)).toList();
        int cut = 0;
        while (cut < planning.size() && !planning.get(cut).isGradual()) {
            cut++;
        }
        return new PassOrder(
                learned.stream().findFirst(), planning.subList(0, cut), planning.subList(cut, planning.size()));
    }

    /** The passes that can cut in several steps. */
    List<CompressionPass> gradual() {
        return rest.stream().filter(CompressionPass::isGradual).toList();
    }
}
