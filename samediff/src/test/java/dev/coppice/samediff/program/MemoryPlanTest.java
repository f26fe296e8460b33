package dev.coppice.samediff.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MemoryPlanTest {
    @Test
    void results_that_are_needed_at_the_same_time_never_overlap() {
        Random random = new Random(5);
        for (int trial = 0; trial < 50; trial++) {
            List<MemoryPlan.Span> spans = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                int first = random.nextInt(100);
                spans.add(new MemoryPlan.Span("r" + i, 1 + random.nextInt(500), first, first + random.nextInt(30)));
            }

            MemoryPlan plan = MemoryPlan.of(spans);

            for (MemoryPlan.Span a : spans) {
                assertThat(offset(a, plan) + a.elements()).isLessThanOrEqualTo(plan.length());
                assertThat(offset(a, plan) % 16).isZero();
                for (MemoryPlan.Span b : spans) {
                    if (!a.equals(b) && a.meets(b)) {
                        assertThat(disjoint(a, b, plan)).as("%s and %s", a, b).isTrue();
                    }
                }
            }
            assertThat(plan.length()).isLessThan(60 * 512);
        }
    }

    @Test
    void results_one_after_another_share_their_place() {
        MemoryPlan plan = MemoryPlan.of(List.of(
                new MemoryPlan.Span("a", 160, 0, 1),
                new MemoryPlan.Span("b", 320, 1, 2),
                new MemoryPlan.Span("c", 160, 2, 3),
                new MemoryPlan.Span("d", 320, 3, 4)));

        assertThat(plan.length()).isEqualTo(480);
    }

    private static boolean disjoint(MemoryPlan.Span a, MemoryPlan.Span b, MemoryPlan plan) {
        return offset(a, plan) + a.elements() <= offset(b, plan) || offset(b, plan) + b.elements() <= offset(a, plan);
    }

    private static long offset(MemoryPlan.Span span, MemoryPlan plan) {
        return Objects.requireNonNull(plan.offsets().get(span.name()));
    }
}
