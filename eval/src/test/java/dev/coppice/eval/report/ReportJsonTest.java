package dev.coppice.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Metric;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReportJsonTest {
    @Test
    void holds_every_figure_of_each_network() throws Exception {
        JsonNode json = new JsonMapper().readTree(ReportJson.format(Reports.quartered()));

        assertThat(json.at("/tool").asText()).isEqualTo("coppice 1.2");
        assertThat(json.at("/seed").asLong()).isEqualTo(7);
        assertThat(json.at("/plan/network").asText()).isEqualTo("abc");
        Stream.of("original", "rewritten", "retrained").map(json::path).forEach(network -> {
            assertThat(network.path("macs").isIntegralNumber()).isTrue();
            assertThat(network.path("parameters").isIntegralNumber()).isTrue();
            assertThat(network.path("bytes").isIntegralNumber()).isTrue();
            assertThat(network.at("/latencyMs/oneThread/median").isNumber()).isTrue();
            assertThat(network.at("/latencyMs/allCores/p95").isNumber()).isTrue();
            assertThat(network.path("mIoU").isNumber()).isTrue();
            assertThat(network.path("pixelAccuracy").isNumber()).isTrue();
            assertThat(network.path("perClassIoU").fieldNames()).toIterable().containsExactly("sky", "pole");
            assertThat(network.at("/absent/0").asText()).isEqualTo("car");
        });
        assertThat(json.at("/retrained/drop").asDouble()).as("a loss").isCloseTo(0.015, within(1e-12));
        assertThat(json.at("/retrained/perClassIoU/pole").asDouble()).isEqualTo(0.26);
    }

    @Test
    void holds_parity_what_was_declined_and_how_it_was_measured() throws Exception {
        JsonNode json = new JsonMapper().readTree(ReportJson.format(Reports.quartered()));

        assertThat(json.at("/parity/maxAbs").asDouble()).isEqualTo(1e-6);
        assertThat(json.at("/parity/maxRel").asDouble()).isEqualTo(2e-7);
        assertThat(json.at("/parity/inputs").asInt()).isEqualTo(4);
        assertThat(json.at("/declined/0/where").asText()).isEqualTo("head|out");
        assertThat(json.at("/declined/0/reason").asText()).isEqualTo("reaches the output");
        assertThat(json.at("/latency/processor").asText()).isEqualTo("AMD EPYC");
        assertThat(json.at("/latency/runtime").asText()).isEqualTo("ONNX Runtime 1.29.0");
        assertThat(json.at("/latency/cores").asInt()).isEqualTo(2);
        assertThat(json.at("/latency/referenceVariation/allCores").asDouble()).isEqualTo(0.04);
        assertThat(json.at("/training/curve/0/mIoU").asDouble()).isEqualTo(0.585);
        assertThat(json.has("originalRetrained")).isFalse();
    }

    @Test
    void holds_what_was_planned_beside_what_was_measured() throws Exception {
        JsonNode json = new JsonMapper().readTree(ReportJson.format(Reports.quarteredToABudget()));

        assertThat(json.at("/planned/budget").asText()).isEqualTo("latency=25%");
        assertThat(json.at("/planned/predictions/0/unit").asText()).isEqualTo("ms");
        assertThat(json.at("/planned/predictions/0/predicted").asDouble()).isEqualTo(9.5);
        assertThat(json.at("/planned/predictions/0/measured").asDouble()).isEqualTo(10);
        assertThat(json.at("/planned/timeByOperatorMs/Conv").asDouble()).isEqualTo(9);
    }

    @Test
    void a_figure_that_does_not_exist_is_null() {
        Evaluation nothing = new Evaluation(
                Metric.MEAN_IOU, Double.NaN, Double.NaN, Map.of(), List.of("sky"), Double.NaN, 1, Double.NaN);

        JsonNode json = ReportJson.evaluation(nothing);

        assertThat(json.path("mIoU").isNull()).isTrue();
        assertThat(json.has("dice")).isFalse();
    }
}
