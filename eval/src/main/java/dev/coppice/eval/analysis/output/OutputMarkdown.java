package dev.coppice.eval.analysis.output;

import dev.coppice.compress.spectral.BandSums;
import dev.coppice.compress.spectral.ClassSpectrum;
import dev.coppice.compress.spectral.LowPassed;
import dev.coppice.compress.spectral.OutputSettings;
import dev.coppice.compress.spectral.OutputSpectrum;
import dev.coppice.eval.report.MarkdownTable;
import dev.coppice.models.measure.Drop;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The output's spectra as a Markdown section. */
final class OutputMarkdown {
    /** What the columns of the grids' table mean. */
    static final String GRIDS =
            "Loss A has low-passed labels: it is the sum of the loss spectrum up to the frequency. Loss B has low-passed"
                    + " logits, with softmax after that: it is the loss of a network whose logits live on this grid, before any"
                    + " training. R is the change relative to the whole loss. It grows without limit as the loss vanishes, so"
                    + " choose by the drop. Drops are in points of mIoU.";

    private static final String MISSING = "–";

    /** A drop as a share that a page names a grid for. */
    private static final double BEARABLE = 0.01;

    private OutputMarkdown() {}

    static String summary(OutputSection section) {
        OutputSpectrum spectrum = section.spectrum();
        List<String> lines = new ArrayList<>();
        lines.add(text("output: loss %.4f, mIoU %.4f", spectrum.loss().total(), spectrum.mIoU()));
        for (LowPassed passed : spectrum.lowPassed()) {
            lines.add(text(
                    "  logits on %-5s loss %.4f  mIoU %.4f  drop %s",
                    passed.grid(),
                    passed.loss(),
                    passed.mIoU(),
                    Drop.text(Drop.of(spectrum.mIoU(), passed.mIoU()), MISSING)));
        }
        return String.join("\n", lines);
    }

    /** The coarsest grid that the logits bear. */
    static Optional<String> verdict(OutputSpectrum spectrum) {
        Optional<LowPassed> coarsest = spectrum.lowPassed().stream()
                .filter(passed -> Drop.of(spectrum.mIoU(), passed.mIoU()) <= BEARABLE)
                .reduce((finer, coarser) -> coarser);
        if (spectrum.lowPassed().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(coarsest.map(passed -> "Logits on " + passed.grid()
                        + " of the grid are the coarsest that lose at most one point of mIoU, before any training: a drop of "
                        + Drop.text(Drop.of(spectrum.mIoU(), passed.mIoU()), MISSING) + " points.")
                .orElse("No coarser grid of the logits loses at most one point of mIoU, before any training."));
    }

    static List<String> of(OutputSection section) {
        OutputSpectrum spectrum = section.spectrum();
        List<String> lines = new ArrayList<>();
        lines.add("## Output");
        lines.add("");
        lines.add(sentence(spectrum));
        lines.add("");
        grids(spectrum, lines);
        classes(section, lines);
        labels(spectrum, lines);
        return lines;
    }

    /** What was measured. */
    static String sentence(OutputSpectrum spectrum) {
        OutputSettings settings = spectrum.settings();
        return text(
                "Cross-entropy %.4f, mIoU %.4f. %s, %s bands, frequencies in cycles per %d pixels; %s.",
                spectrum.loss().total(),
                spectrum.mIoU(),
                settings.basis().id().toUpperCase(Locale.ROOT),
                settings.shape().id(),
                settings.unit(),
                switch (settings.voids()) {
                    case EXACT -> "pixels without a label are left out exactly";
                    case FILLED -> "pixels without a label get the nearest one and count like the others";
                });
    }

    private static void grids(OutputSpectrum spectrum, List<String> lines) {
        lines.add("### A coarser grid for the logits");
        lines.add("");
        lines.add(GRIDS);
        lines.add("");
        lines.addAll(MarkdownTable.lines(gridRows(spectrum)));
        lines.add("");
        lines.add("![loss of each band](" + OutputPictures.SPECTRUM + ")");
        lines.add("![truncated losses](" + OutputPictures.LOSS + ")");
        lines.add("![relative discrepancy](" + OutputPictures.DISCREPANCY + ")");
        lines.add("");
    }

    private static void classes(OutputSection section, List<String> lines) {
        lines.add("### Which classes lose");
        lines.add("");
        lines.add("IoU of each class, and the points that it loses with the logits on each grid.");
        lines.add("");
        lines.addAll(MarkdownTable.lines(classRows(section)));
        lines.add("");
        lines.add("![soft IoU by frequency](" + OutputPictures.IOU + ")");
        lines.add("![errors by frequency](" + OutputPictures.ERRORS + ")");
        lines.add("");
    }

    private static void labels(OutputSpectrum spectrum, List<String> lines) {
        lines.add("### Labels");
        lines.add("");
        lines.add(
                "A class with boundary length P (image sides) keeps about P / (2π²ν) of its energy above ν. By this law"
                        + " alone, labels lose these shares:");
        lines.add("");
        lines.add("| share of their energy | above frequency |");
        lines.add("|---:|---:|");
        for (double share : OutputJson.TOLERATED) {
            lines.add(text("| %.0f %% | %.1f |", 100 * share, spectrum.lawCutoff(share)));
        }
        lines.add("");
        lines.add("![label energy beyond each frequency](" + OutputPictures.LABELS + ")");
        if (!spectrum.lowPassed().isEmpty()) {
            lines.add("![labels and what a grid holds of them](" + OutputPictures.EXAMPLES + ")");
        }
    }

    /** The loss on each grid; the first row holds the headings. */
    static List<List<String>> gridRows(OutputSpectrum spectrum) {
        BandSums loss = spectrum.loss();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("grid", "frequency", "loss A", "R A", "loss B", "R B", "ΔL B", "mIoU", "drop"));
        for (LowPassed passed : spectrum.lowPassed()) {
            double a = loss.upTo(passed.band());
            rows.add(List.of(
                    passed.grid().toString(),
                    text("%.1f", spectrum.frequency(passed.band())),
                    text("%.4f", a),
                    text("%.3f", OutputSpectrum.discrepancy(loss.total(), a)),
                    text("%.4f", passed.loss()),
                    text("%.3f", OutputSpectrum.discrepancy(loss.total(), passed.loss())),
                    text("%+.4f", passed.loss() - loss.total()),
                    text("%.4f", passed.mIoU()),
                    Drop.text(Drop.of(spectrum.mIoU(), passed.mIoU()), MISSING)));
        }
        return rows;
    }

    /** The IoU of each class, and what it loses on each grid; the first row holds the headings. */
    static List<List<String>> classRows(OutputSection section) {
        OutputSpectrum spectrum = section.spectrum();
        List<String> head = new ArrayList<>(List.of("class", "pixels", "boundary per image", "soft IoU", "IoU"));
        spectrum.lowPassed().forEach(passed -> head.add("drop at " + passed.grid()));
        List<List<String>> rows = new ArrayList<>(List.of(head));
        for (int c = 0; c < section.classes().size(); c++) {
            ClassSpectrum of = spectrum.classes().get(c);
            List<String> row = new ArrayList<>(List.of(
                    section.classes().get(c),
                    text("%.2f %%", 100.0 * of.labelled() / spectrum.labelled()),
                    text("%.0f px", of.boundary() / spectrum.images()),
                    figure("%.4f", of.softIoU()),
                    figure("%.4f", of.hardIoU())));
            for (LowPassed passed : spectrum.lowPassed()) {
                row.add(Drop.text(Drop.of(of.hardIoU(), passed.classes().get(c).iou()), MISSING));
            }
            rows.add(row);
        }
        return rows;
    }

    private static String figure(String format, double value) {
        return Double.isFinite(value) ? text(format, value) : MISSING;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
