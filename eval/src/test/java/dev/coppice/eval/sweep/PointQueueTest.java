package dev.coppice.eval.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.eval.report.Reports;
import dev.coppice.models.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PointQueueTest {
    private static final SweepPoint FIRST = point(0.1);
    private static final SweepPoint SECOND = point(0.2).startingFrom(FIRST);
    private static final SweepPoint THIRD = point(0.3).startingFrom(SECOND);
    private static final SweepPoint COLD = point(0.4);

    private final List<SweepRow> table = new ArrayList<>();

    @Test
    void a_point_is_handed_out_as_soon_as_its_start_is_done_whatever_else_is_open() {
        PointQueue queue = queue(Set.of());

        assertThat(queue.next()).contains(FIRST);
        assertThat(queue.next()).contains(COLD);
        assertThat(queue.next()).isEmpty();
        queue.found(SweepRow.done(FIRST, word(FIRST), Reports.quartered(), Double.NaN));
        assertThat(queue.next()).contains(SECOND);
        assertThat(queue.next()).isEmpty();
        assertThat(queue.left()).containsExactly(THIRD);
        assertThat(queue.points()).hasSize(4);
        assertThat(table).hasSize(1);
    }

    @Test
    void a_start_that_was_done_before_needs_no_wait_and_one_that_fails_leaves_what_starts_from_it() {
        PointQueue queue = queue(Set.of(word(FIRST)));

        assertThat(queue.next()).contains(SECOND);
        queue.found(SweepRow.failed(SECOND, word(SECOND), "no"));
        assertThat(queue.next()).contains(COLD);
        assertThat(queue.next()).isEmpty();
        assertThat(queue.left()).containsExactly(THIRD);
    }

    private PointQueue queue(Set<Fingerprint> done) {
        List<SweepPoint> points = List.of(THIRD, SECOND, FIRST, COLD).stream()
                .filter(point -> !done.contains(word(point)))
                .toList();
        return new PointQueue(points, PointQueueTest::word, done, table::add);
    }

    private static Fingerprint word(SweepPoint point) {
        return Fingerprint.word(point.name());
    }

    private static SweepPoint point(double ratio) {
        return new SweepPoint(Optional.of(new PruningRatio(ratio)), Optional.empty(), Optional.empty(), "l1", 1);
    }
}
