package dev.coppice.eval.sensitivity;

import dev.coppice.models.measure.Drop;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sensitivity as a Markdown page. */
final class SensitivityMarkdown {
    private static final String MISSING = "–";

    private SensitivityMarkdown() {}

    /**
     * The whole page.
     *
     * @param data description of the data that accuracy was measured on
     */
    static String format(SensitivityResult result, String data) {
        List<String> lines = new ArrayList<>();
        lines.add("# Sensitivity of " + result.network());
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "%s of the network with one layer cut at a time, in ONNX Runtime on %s; uncut it is %.4f.",
                result.original().metric().words(),
                data,
                result.original().accuracy()));
        lines.add("Nothing is retrained, and statistics of batch normalisations stay as they are in the model.");
        lines.add("Drops are in points of " + result.original().metric().words()
                + ", below 0 where the cut network is better. The layer with the largest" + " mean drop comes first.");
        lines.add("");
        table(result, lines);
        if (!result.untouchable().isEmpty()) {
            lines.add("");
            lines.add("## Left alone");
            lines.add("");
            lines.add("| layer | why |");
            lines.add("|---|---|");
            result.untouchable()
                    .forEach(row -> lines.add("| " + cell(row.layer()) + " | " + cell(row.reason()) + " |"));
        }
        return String.join("\n", lines) + "\n";
    }

    private static void table(SensitivityResult result, List<String> lines) {
        List<Double> ratios = result.ratios();
        List<String> titles = new ArrayList<>(List.of("layer", "channels"));
        ratios.forEach(ratio -> titles.add("drop at " + ratio));
        ratios.forEach(ratio -> titles.add("MACs left at " + ratio));
        titles.add("mean drop");
        lines.add(titles.stream().collect(Collectors.joining(" | ", "| ", " |")));
        lines.add("|---|" + "---:|".repeat(titles.size() - 1));
        for (SensitivityResult.Layer layer : result.mostSensitiveFirst()) {
            Stream<String> drops =
                    layer.points().stream().map(row -> row.isMeasured() ? points(row.drop()) : cell(row.reason()));
            Stream<String> macs =
                    layer.points().stream().map(row -> String.format(Locale.ROOT, "%.1f %%", 100 * row.macsShare()));
            Stream<String> ends = Stream.of(points(layer.meanDrop()));
            Stream<String> head = Stream.of(cell(layer.name()), Integer.toString(layer.channels()));
            lines.add(Stream.of(head, drops, macs, ends)
                    .flatMap(cells -> cells)
                    .collect(Collectors.joining(" | ", "| ", " |")));
        }
    }

    private static String points(double drop) {
        return Drop.text(drop, MISSING);
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("\\s*\\R\\s*", "; ");
    }
}
