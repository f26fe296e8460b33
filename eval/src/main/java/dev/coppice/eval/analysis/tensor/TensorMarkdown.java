package dev.coppice.eval.analysis.tensor;

import dev.coppice.compress.spectral.BandSums;
import dev.coppice.compress.spectral.Bands;
import dev.coppice.eval.report.MarkdownTable;
import dev.coppice.models.resample.Grid;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Spectra of tensors as a Markdown section. */
final class TensorMarkdown {
    private static final String NONE = "–";

    private static final Grid QUARTER = new Grid(1, 4);

    private final TensorSection section;
    private final List<Integer> octaves;

    TensorMarkdown(TensorSection section) {
        this.section = section;
        this.octaves = section.octaves();
    }

    static String summary(TensorSection section) {
        List<String> lines = new ArrayList<>();
        lines.add("tensors: share of energy above a quarter of each map's frequencies, mean over " + section.images()
                + " pictures");
        for (TensorSection.Entry entry : section.tensors()) {
            Bands bands = entry.spectrum().bands();
            int quarter = bands.kept(QUARTER);
            String gradient = section.withoutGradients().isPresent()
                    ? ""
                    : String.format(
                            Locale.ROOT,
                            ", gradient %5.1f %%",
                            100 * entry.spectrum().gradientAbove(quarter));
            lines.add(String.format(
                    Locale.ROOT,
                    "  feature %5.1f %%%s  %s %s",
                    100 * entry.spectrum().featureAbove(quarter),
                    gradient,
                    entry.name(),
                    entry.shape()));
        }
        section.withoutGradients().ifPresent(reason -> lines.add("  no gradients: " + oneLine(reason)));
        return String.join("\n", lines);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of("## Tensors", ""));
        lines.add("Mean over " + section.images()
                + " pictures, evenly spread over the split. A column holds the share of energy in a band, in percent."
                + " Its title is the band's upper end, in cycles per shorter side of the map.");
        lines.add("");
        lines.add("![energy by tensor and band](" + TensorSection.PICTURE + ")");
        lines.add("");
        table(lines, "feature", entry -> shares(entry, entry.spectrum().feature()));
        if (section.withoutGradients().isPresent()) {
            lines.add("There are no gradients: "
                    + oneLine(section.withoutGradients().get()));
            lines.add("");
        } else {
            table(
                    lines,
                    "gradient of the loss",
                    entry -> shares(entry, entry.spectrum().gradient()));
            lines.add(
                    "The spectral Taylor score estimates to first order what removing a band adds to the loss. It compares bands"
                            + " and does not predict the cost of a truncation: near convergence it is far too small and may have"
                            + " the wrong sign.");
            lines.add("");
            table(lines, "ΔL by Taylor", entry -> cells(entry, entry.spectrum().taylorOfBands(), "%.2e", 1));
        }
        why(lines);
        return lines;
    }

    private void why(List<String> lines) {
        List<List<String>> rows = new ArrayList<>(List.of(List.of("tensor", "why")));
        section.tensors().forEach(e -> rows.add(List.of(e.name(), e.reason())));
        lines.addAll(MarkdownTable.lines(rows, 1));
        if (!section.leftOut().isEmpty()) {
            lines.add("");
            lines.add("Left out, as there are too many: " + String.join(", ", section.leftOut())
                    + ". Name tensors to analyse any number of them.");
        }
    }

    private void table(List<String> lines, String what, Function<TensorSection.Entry, List<String>> cells) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(new ArrayList<>(List.of(what, "shape")));
        octaves.forEach(octave -> rows.get(0).add("to " + octave));
        for (TensorSection.Entry entry : section.tensors()) {
            List<String> row =
                    new ArrayList<>(List.of(entry.name(), entry.shape().toString()));
            row.addAll(cells.apply(entry));
            rows.add(row);
        }
        lines.addAll(MarkdownTable.lines(rows, 1));
        lines.add("");
    }

    private List<String> shares(TensorSection.Entry entry, BandSums energy) {
        double total = energy.total();
        return cells(entry, energy, "%.2f", total == 0 ? 1 : 100 / total);
    }

    private List<String> cells(TensorSection.Entry entry, BandSums figures, String format, double factor) {
        return entry.byOctave(figures, octaves).stream()
                .map(v -> Double.isNaN(v) ? NONE : String.format(Locale.ROOT, format, v * factor))
                .toList();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s*\\R\\s*", "; ");
    }
}
