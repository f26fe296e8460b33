package dev.coppice.eval.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.models.InvalidInputException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SweepShardTest {
    private static final List<SweepPoint> POINTS = SweepPoint.product(
            List.of(Optional.of(new PruningRatio(0.25))),
            List.of(Optional.empty()),
            List.of("l1"),
            LongStream.rangeClosed(1, 7).boxed().toList());

    @Test
    void shards_share_the_points_out_in_turn() {
        assertThat(SweepShard.parse("2/3").of(POINTS))
                .extracting(SweepPoint::seed)
                .containsExactly(2L, 5L);
        assertThat(IntStream.rangeClosed(1, 3)
                        .mapToObj(i -> new SweepShard(i, 3))
                        .flatMap(shard -> shard.of(POINTS).stream()))
                .containsExactlyInAnyOrderElementsOf(POINTS);
        assertThat(SweepShard.WHOLE.of(POINTS)).isEqualTo(POINTS);
    }

    @Test
    void a_shard_has_a_table_of_its_own() {
        SweepShard shard = SweepShard.parse(" 2/3 ");

        assertThat(shard.table()).isEqualTo("sweep-2-of-3.csv");
        assertThat(SweepShard.ofTable(shard.table())).contains(shard);
        assertThat(SweepShard.ofTable("sweep.csv")).isEmpty();
        assertThat(SweepShard.WHOLE.table()).isEqualTo("sweep.csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0/3", "4/3", "1/0", "x", "1", "-1/3", "1/3/3", "1/12345678901"})
    void what_is_no_shard_is_refused(String text) {
        assertThatThrownBy(() -> SweepShard.parse(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("Shard ");
    }
}
