package dev.coppice.eval.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportHtmlTest {
    private static String page(Report report) {
        return ReportHtml.page(report).format();
    }

    @Test
    void begins_with_the_verdict() {
        assertThat(page(Reports.quartered()))
                .contains(
                        "<h1>tiny, compressed</h1><p class=\"verdict\">4.00× as fast on one thread and 3.00× on all cores; a"
                                + " file 4.00× smaller; 1.50 points of mIoU lost; SameDiff and ONNX Runtime agree within 2e-07.</p>");
    }

    @Test
    void shows_each_part_of_the_report() {
        String page = page(Reports.quarteredToABudget());

        for (String id : List.of(
                "figures",
                "classes",
                "pictures",
                "layers",
                "space",
                "plan",
                "training",
                "declined",
                "notes",
                "provenance")) {
            assertThat(page).contains("<section id=\"" + id + "\"").contains("href=\"#" + id + "\"");
        }
        assertThat(page)
                .contains("6 M → 1.5 M", "32 → 16", "48×64 → 24×32", "30 → 7.5", "reaches the output")
                .contains("new → 1 k")
                .contains("latency on one thread</th><td>9.5 ms</td><td>10 ms")
                .contains("chosen, 9.5 ms")
                .contains("coppice compress tiny.onnx");
    }

    @Test
    void says_in_words_where_the_networks_differ() {
        assertThat(page(Reports.quartered()))
                .contains(
                        "alt=\"Where both networks differ: the original alone is right on 25.0 % of the pixels, the compressed"
                                + " network alone on 25.0 %, neither on 0.0 %\"")
                .contains(">void</li>");
    }

    @Test
    void names_out_of_files_are_texts_and_nothing_else() throws Exception {
        String hostile = "</script><img src=x onerror=alert(1)>\"'&";
        Report plain = Reports.quartered();
        Report report = new Report(
                new Report.Origin("tool", hostile, hostile, 1, hostile),
                new Report.Data(hostile, hostile, 1, List.of(hostile), List.of(hostile)),
                plain.plan(),
                plain.planned(),
                plain.original(),
                plain.originalRetrained(),
                plain.rewritten(),
                plain.retrained(),
                plain.layers().stream()
                        .map(layer -> new LayerChange(
                                new LayerChange.Place(hostile, hostile, hostile),
                                layer.before(),
                                layer.after(),
                                List.of(hostile)))
                        .toList(),
                plain.training(),
                plain.parity(),
                List.of(new Report.Declined(hostile, hostile)),
                plain.timing(),
                List.of(hostile),
                new ExampleSet(
                        plain.examples().rows().stream()
                                .map(row -> new ExampleSet.Row(
                                        hostile, row.image(), row.label(), row.before(), row.after()))
                                .toList(),
                        List.of(hostile, hostile, hostile)),
                plain.promise());

        String page = page(report);

        assertThat(page).doesNotContain("<img src=x").doesNotContain("onerror=alert(1)>");
        assertThat(page.split("</script>", -1)).hasSize(3);
        assertThat(page).contains("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;");
        JsonNode nodes = new JsonMapper().readTree(ReportNodes.format(report));
        assertThat(nodes.at("/results").fieldNames()).toIterable().containsExactly(hostile);
    }

    @Test
    void a_larger_file_is_not_called_smaller() {
        Measured after = Reports.quartered().retrained();
        Measured larger = new Measured(
                after.cost(), 2 * Reports.quartered().original().bytes(), after.latency(), after.evaluation());

        assertThat(page(with(Reports.quartered().layers(), larger))).contains("; a file 2.00× as large; 1.50 points");
    }

    @Test
    void a_page_of_a_large_network_stays_small_and_says_what_it_leaves_out() {
        List<LayerChange> layers = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            String name = "/model/encoder/stages." + i + "/blocks.2/attention/projection/MatMul";
            layers.add(new LayerChange(
                    new LayerChange.Place(name, "MatMul", name + "_output_0"),
                    Optional.of(new LayerFigures(1000 + i, 384, List.of(48, 64), 0.25)),
                    Optional.of(new LayerFigures(500 + i, 192, List.of(24, 32), 0.125)),
                    List.of("384 → 192 channels, at the smallest width", "on 1/2 of the grid")));
        }

        String page = page(with(layers, Reports.quartered().retrained()));

        assertThat(page.length()).isLessThan(1_000_000);
        assertThat(page)
                .contains("The 400 dearest of 600 layers. report.json holds all.")
                .contains("stages.<wbr>200/", "stages.<wbr>599/")
                .doesNotContain("stages.<wbr>199/");
    }

    private static Report with(List<LayerChange> layers, Measured retrained) {
        Report plain = Reports.quartered();
        return new Report(
                plain.origin(),
                plain.data(),
                plain.plan(),
                plain.planned(),
                plain.original(),
                plain.originalRetrained(),
                plain.rewritten(),
                retrained,
                layers,
                plain.training(),
                plain.parity(),
                plain.declined(),
                plain.timing(),
                plain.notes(),
                plain.examples(),
                plain.promise());
    }

    @Test
    void nodes_hold_the_cost_of_the_written_model() throws Exception {
        JsonNode nodes = new JsonMapper().readTree(ReportNodes.format(Reports.quartered()));

        assertThat(nodes.at("/results/stem.out/value").asLong()).isEqualTo(1_500_000);
        assertThat(nodes.at("/results/logits/value").asLong()).isEqualTo(499_000);
        assertThat(nodes.at("/gradient/1/stop").asInt()).isEqualTo(1);
    }
}
