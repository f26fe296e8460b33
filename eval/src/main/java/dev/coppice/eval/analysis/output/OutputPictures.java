package dev.coppice.eval.analysis.output;

import dev.coppice.compress.spectral.BandSums;
import dev.coppice.compress.spectral.LowPassed;
import dev.coppice.compress.spectral.LowPassedLabels;
import dev.coppice.compress.spectral.OutputSpectrum;
import dev.coppice.eval.report.ExamplePicture;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.Pictures;
import dev.coppice.models.data.Sample;
import dev.coppice.models.resample.Grid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The pictures of the output's spectra. */
final class OutputPictures {
    static final String LOSS = "loss.png";
    static final String SPECTRUM = "loss-spectrum.png";
    static final String DISCREPANCY = "discrepancy.png";
    static final String IOU = "iou.png";
    static final String ERRORS = "errors.png";
    static final String LABELS = "labels.png";
    static final String EXAMPLES = "labels-low-passed.png";

    private OutputPictures() {}

    static void write(Path folder, OutputSection section) {
        plots(section).forEach((name, plot) -> plot.write(folder.resolve(name)));
        if (!section.spectrum().lowPassed().isEmpty()) {
            examples(folder.resolve(EXAMPLES), section);
        }
    }

    /** The plots by the names of their files. */
    static Map<String, FrequencyPlot> plots(OutputSection section) {
        OutputSpectrum spectrum = section.spectrum();
        BandSums upTo = spectrum.loss().cumulative();
        double loss = spectrum.loss().total();
        String x = "frequency, cycles per " + spectrum.settings().unit() + " pixels";
        Map<String, FrequencyPlot> plots = new LinkedHashMap<>();
        BandSums bands = spectrum.loss();
        plots.put(
                SPECTRUM,
                new FrequencyPlot("Loss of each band, absolute", x, "|loss|")
                        .logarithmic()
                        .line("loss", frequencies(spectrum), perBand(spectrum, b -> Math.abs(bands.at(b)))));
        plots.put(
                LOSS,
                new FrequencyPlot("Cross-entropy with everything above a frequency left out", x, "loss")
                        .line("A: labels low-passed", frequencies(spectrum), perBand(spectrum, upTo::at))
                        .points("B: logits low-passed", cutoffs(spectrum), passed(spectrum, LowPassed::loss))
                        .level("whole", loss));
        plots.put(
                DISCREPANCY,
                new FrequencyPlot("R = |L - L'| / L, both definitions", x, "R")
                        .logarithmic()
                        .line(
                                "A: labels low-passed",
                                frequencies(spectrum),
                                perBand(spectrum, b -> OutputSpectrum.discrepancy(loss, upTo.at(b))))
                        .points(
                                "B: logits low-passed",
                                cutoffs(spectrum),
                                passed(spectrum, p -> OutputSpectrum.discrepancy(loss, p.loss()))));
        classes(plots, section, x);
        return plots;
    }

    private static void classes(Map<String, FrequencyPlot> plots, OutputSection section, String x) {
        OutputSpectrum spectrum = section.spectrum();
        FrequencyPlot iou = new FrequencyPlot("Soft IoU with overlap up to a frequency", x, "IoU");
        FrequencyPlot errors =
                new FrequencyPlot("Share of wrong pixels above a frequency", x, "share of pixels").logarithmic();
        FrequencyPlot labels = new FrequencyPlot(
                        "Label energy above a frequency (dashed: by the boundary's length)", x, "share")
                .logarithmic();
        for (int c = 0; c < section.dataClasses(); c++) {
            if (spectrum.classes().get(c).labelled() == 0) {
                continue;
            }
            String name = section.classes().get(c);
            double[] at = frequencies(spectrum);
            iou.line(name, at, perBand(spectrum, spectrum.classes().get(c)::softIoU));
            BandSums wrong = spectrum.classes().get(c).error().times(1.0 / spectrum.labelled());
            errors.line(name, at, perBand(spectrum, wrong::beyond));
            BandSums energy = spectrum.labelEnergy(c);
            labels.line(name, at, perBand(spectrum, energy::beyond));
            int last = spectrum.bands() - 1;
            labels.dashed(name, new double[] {spectrum.frequency(1), spectrum.frequency(last)}, new double[] {
                spectrum.tailLaw(c, 1), spectrum.tailLaw(c, last)
            });
        }
        plots.put(IOU, iou);
        plots.put(ERRORS, errors);
        plots.put(LABELS, labels);
    }

    private static void examples(Path file, OutputSection section) {
        OutputSpectrum spectrum = section.spectrum();
        List<Grid> grids = spectrum.settings().grids();
        List<Grid> shown = grids.subList(Math.max(0, grids.size() - 3), grids.size());
        List<String> titles = new ArrayList<>(List.of("label"));
        shown.forEach(grid -> titles.add("low-passed to " + grid));
        List<ExamplePicture.Row> rows = new ArrayList<>();
        for (Sample sample : section.examples()) {
            List<LabelMap> maps = new ArrayList<>(List.of(sample.labels()));
            shown.forEach(grid -> maps.add(LowPassedLabels.of(sample.labels(), spectrum.settings(), grid)));
            rows.add(new ExamplePicture.Row(sample.image(), maps));
        }
        try {
            Pictures.write(
                    file, ExamplePicture.draw(rows, titles, section.classes().subList(0, section.dataClasses())));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write '" + file + "': " + FileTrouble.of(e), e);
        }
    }

    private static double[] frequencies(OutputSpectrum spectrum) {
        return perBand(spectrum, spectrum::frequency);
    }

    private static double[] perBand(OutputSpectrum spectrum, IntToDoubleFunction value) {
        return IntStream.range(0, spectrum.bands()).mapToDouble(value).toArray();
    }

    private static double[] cutoffs(OutputSpectrum spectrum) {
        return passed(spectrum, p -> spectrum.frequency(p.band()));
    }

    private static double[] passed(OutputSpectrum spectrum, ToDoubleFunction<LowPassed> value) {
        return spectrum.lowPassed().stream().mapToDouble(value).toArray();
    }
}
