package dev.coppice.eval.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.eval.flow.TinyStreets;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.export.runtime.PhysicalCores;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.network.Network;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyTest {
    @Test
    void times_any_number_of_networks_on_one_thread_and_on_all_physical_cores() {
        Network network = TinyStreets.network("road", "sky");
        Latency.Subject before = new Latency.Subject("before", OnnxSource.of(network), network);
        Latency.Subject after = new Latency.Subject("after", OnnxSource.of(network), network);

        LatencyReport report = Latency.measure(
                List.of(before, after),
                new BlockTimer(new BlockTimer.Block(1, 3, 3, 0), 2, 2, 0, System::nanoTime),
                new Cancellation());

        assertThat(report.models().keySet()).containsExactly("before", "after");
        assertThat(report.of("after").oneThread().runs()).isEqualTo(6);
        assertThat(report.of("after").allCores().runs()).isEqualTo(6);
        assertThat(report.of("after").oneThread().median()).isPositive();
        assertThat(report.of("after").allCores().p95())
                .isGreaterThanOrEqualTo(report.of("after").allCores().median());
        assertThat(report.conditions().batch()).isEqualTo(1);
        assertThat(report.conditions().cores()).isEqualTo(PhysicalCores.count());
        assertThat(report.conditions().runtime()).startsWith("ONNX Runtime 1.");
        assertThat(report.conditions().processor()).isNotBlank();
    }

    @Test
    void the_reference_varies_by_the_range_of_its_blocks_medians() {
        List<long[]> steady = List.of(new long[] {100, 90, 900}, new long[] {100}, new long[] {100});
        List<long[]> disturbed = List.of(new long[] {100}, new long[] {138, 137, 139}, new long[] {100});

        assertThat(Latency.variation(steady)).isZero();
        assertThat(Latency.variation(disturbed)).isCloseTo(0.38, within(1e-12));
    }
}
