package dev.coppice.models.network.tail;

import dev.coppice.models.graph.Node;
import java.util.Optional;
import java.util.stream.IntStream;

/** Tail of an operator that only reorders or reshapes. */
final class LayoutTail implements TailOperator {
    @Override
    public boolean decides(TailContext at) {
        return false;
    }

    @Override
    public Optional<Answer> after(Answer before, TailContext at) {
        Node node = at.node();
        if (node.is("Transpose")) {
            int rank = before.layout().axes().size();
            int[] backwards = IntStream.range(0, rank).map(i -> rank - 1 - i).toArray();
            int[] order = node.attributes().integers("perm", backwards);
            return Optional.of(before.with(before.layout().transposed(order)));
        }
        return before.layout().reshaped(at.output()).map(before::with);
    }
}
