package dev.coppice.eval.analysis.output;

import dev.coppice.compress.spectral.BandSums;
import dev.coppice.compress.spectral.ClassSpectrum;
import dev.coppice.compress.spectral.LowPassed;
import dev.coppice.compress.spectral.OutputSettings;
import dev.coppice.compress.spectral.OutputSpectrum;
import dev.coppice.models.measure.Drop;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** The output's spectra as a Markdown section. */
final class OutputMarkdown {
    private static final String MISSING = "–";

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

    static List<String> of(OutputSection section) {
        OutputSpectrum spectrum = section.spectrum();
        OutputSettings settings = spectrum.settings();
        BandSums loss = spectrum.loss();
        List<String> lines = new ArrayList<>();
        lines.add("## Output");
        lines.add("");
        lines.add(text(
                "Cross-entropy %.4f, mIoU %.4f. %s, %s bands, frequencies in cycles per %d pixels; %s.",
                loss.total(),
                spectrum.mIoU(),
                settings.basis().id().toUpperCase(Locale.ROOT),
                settings.shape().id(),
                settings.unit(),
                switch (settings.voids()) {
                    case EXACT -> "pixels without a label are left out exactly";
                    case FILLED -> "pixels without a label get the nearest one and count like the others";
                }));
        lines.add("");
        grids(spectrum, lines);
        classes(section, lines);
        labels(spectrum, lines);
        return lines;
    }

    private static void grids(OutputSpectrum spectrum, List<String> lines) {
        BandSums loss = spectrum.loss();
        lines.add("### A coarser grid for the logits");
        lines.add("");
        lines.add(
                "Loss A has low-passed labels: it is the sum of the loss spectrum up to the frequency. Loss B has low-passed"
                        + " logits, with softmax after that: it is the loss of a network whose logits live on this grid, before any"
                        + " training. R is the change relative to the whole loss. It grows without limit as the loss vanishes, so"
                        + " choose by the drop. Drops are in points of mIoU.");
        lines.add("");
        lines.add("| grid | frequency | loss A | R A | loss B | R B | ΔL B | mIoU | drop |");
        lines.add("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
        for (LowPassed passed : spectrum.lowPassed()) {
            double a = loss.upTo(passed.band());
            lines.add(text(
                    "| %s | %.1f | %.4f | %.3f | %.4f | %.3f | %+.4f | %.4f | %s |",
                    passed.grid(),
                    spectrum.frequency(passed.band()),
                    a,
                    OutputSpectrum.discrepancy(loss.total(), a),
                    passed.loss(),
                    OutputSpectrum.discrepancy(loss.total(), passed.loss()),
                    passed.loss() - loss.total(),
                    passed.mIoU(),
                    Drop.text(Drop.of(spectrum.mIoU(), passed.mIoU()), MISSING)));
        }
        lines.add("");
        lines.add("![loss of each band](" + OutputPictures.SPECTRUM + ")");
        lines.add("![truncated losses](" + OutputPictures.LOSS + ")");
        lines.add("![relative discrepancy](" + OutputPictures.DISCREPANCY + ")");
        lines.add("");
    }

    private static void classes(OutputSection section, List<String> lines) {
        OutputSpectrum spectrum = section.spectrum();
        lines.add("### Which classes lose");
        lines.add("");
        lines.add("IoU of each class, and the points that it loses with the logits on each grid.");
        lines.add("");
        StringJoiner head =
                new StringJoiner(" | ", "| ", " |").add("class").add("pixels").add("boundary per image");
        head.add("soft IoU").add("IoU");
        spectrum.lowPassed().forEach(passed -> head.add("drop at " + passed.grid()));
        lines.add(head.toString());
        lines.add("|---|" + "---:|".repeat(4 + spectrum.lowPassed().size()));
        for (int c = 0; c < section.classes().size(); c++) {
            ClassSpectrum of = spectrum.classes().get(c);
            StringJoiner row =
                    new StringJoiner(" | ", "| ", " |").add(section.classes().get(c));
            row.add(text("%.2f %%", 100.0 * of.labelled() / spectrum.labelled()));
            row.add(text("%.0f px", of.boundary() / spectrum.images()));
            row.add(figure("%.4f", of.softIoU())).add(figure("%.4f", of.hardIoU()));
            for (LowPassed passed : spectrum.lowPassed()) {
                row.add(Drop.text(Drop.of(of.hardIoU(), passed.classes().get(c).iou()), MISSING));
            }
            lines.add(row.toString());
        }
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

    private static String figure(String format, double value) {
        return Double.isFinite(value) ? text(format, value) : MISSING;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
