package dev.coppice.eval.latency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.eval.flow.TinyStreets;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.export.runtime.PhysicalCores;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.network.Network;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyTest {
    @Test
    void times_any_number_of_networks_on_all_physical_cores() {
        Network network = TinyStreets.network("road", "sky");
        Latency.Subject before = new Latency.Subject("before", OnnxSource.of(network), network);
        Latency.Subject after = new Latency.Subject("after", OnnxSource.of(network), network);

        LatencyReport report = Latency.measure(
                List.of(before, after), new AlternatingTimer(1, 3, 3, 0, System::nanoTime), new Cancellation());

        assertThat(report.models().keySet()).containsExactly("before", "after");
        assertThat(report.of("after").runs()).isEqualTo(3);
        assertThat(report.of("after").median()).isPositive();
        assertThat(report.of("after").p95())
                .isGreaterThanOrEqualTo(report.of("after").median());
        assertThat(report.threads()).isEqualTo(PhysicalCores.count());
        assertThat(report.warmup()).isEqualTo(1);
    }
}
