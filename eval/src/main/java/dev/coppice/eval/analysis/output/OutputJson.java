package dev.coppice.eval.analysis.output;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.compress.spectral.BandSums;
import dev.coppice.compress.spectral.ClassSpectrum;
import dev.coppice.compress.spectral.LowPassed;
import dev.coppice.compress.spectral.OutputSettings;
import dev.coppice.compress.spectral.OutputSpectrum;
import dev.coppice.models.measure.Drop;
import java.util.function.IntToDoubleFunction;

/** The output's spectra as JSON. Arrays hold one number per band, in the order of {@code frequencies}. */
final class OutputJson {
    /** Tolerated shares of the label energy, for which the closed-form cut-off is given. */
    static final double[] TOLERATED = {0.1, 0.05, 0.02, 0.01};

    private OutputJson() {}

    static ObjectNode of(OutputSection section) {
        OutputSpectrum spectrum = section.spectrum();
        OutputSettings settings = spectrum.settings();
        ObjectNode root = new JsonMapper()
                .createObjectNode()
                .put("basis", settings.basis().id())
                .put("bands", settings.shape().id())
                .put("void", settings.voids().id())
                .put("unit", settings.unit())
                .put("labelledPixels", spectrum.labelled())
                .put("pixels", spectrum.samples());
        perBand(root, "frequencies", spectrum, spectrum::frequency);
        BandSums loss = spectrum.loss();
        BandSums upTo = loss.cumulative();
        double total = loss.total();
        ObjectNode node = root.putObject("loss");
        finite(node, "total", total);
        perBand(node, "perBand", spectrum, loss::at);
        perBand(node, "lowPassedLabels", spectrum, upTo::at);
        perBand(node, "discrepancyA", spectrum, b -> OutputSpectrum.discrepancy(total, upTo.at(b)));
        finite(root, "mIoU", spectrum.mIoU());
        ArrayNode grids = root.putArray("lowPassedLogits");
        spectrum.lowPassed().forEach(passed -> grid(grids.addObject(), section, passed));
        ObjectNode cutoffs = root.putObject("closedFormCutoff");
        for (double share : TOLERATED) {
            finite(cutoffs, String.valueOf(share), spectrum.lawCutoff(share));
        }
        ObjectNode classes = root.putObject("classes");
        for (int c = 0; c < section.classes().size(); c++) {
            ofClass(classes.putObject(section.classes().get(c)), spectrum, c);
        }
        return root;
    }

    private static void grid(ObjectNode node, OutputSection section, LowPassed passed) {
        OutputSpectrum spectrum = section.spectrum();
        double loss = spectrum.loss().total();
        double truncated = spectrum.loss().upTo(passed.band());
        node.put("grid", passed.grid().toString())
                .put("band", passed.band())
                .put("frequency", spectrum.frequency(passed.band()));
        finite(node, "lossA", truncated);
        finite(node, "discrepancyA", OutputSpectrum.discrepancy(loss, truncated));
        finite(node, "lossB", passed.loss());
        finite(node, "discrepancyB", OutputSpectrum.discrepancy(loss, passed.loss()));
        finite(node, "deltaLossA", truncated - loss);
        finite(node, "deltaLossB", passed.loss() - loss);
        finite(node, "mIoU", passed.mIoU());
        finite(node, "drop", Drop.of(spectrum.mIoU(), passed.mIoU()));
        ObjectNode classes = node.putObject("classes");
        for (int c = 0; c < section.classes().size(); c++) {
            LowPassed.OfClass figures = passed.classes().get(c);
            ObjectNode of = classes.putObject(section.classes().get(c));
            finite(of, "iou", figures.iou());
            finite(of, "drop", Drop.of(spectrum.classes().get(c).hardIoU(), figures.iou()));
            finite(of, "loss", figures.loss() / figures.labelled());
        }
    }

    private static void ofClass(ObjectNode node, OutputSpectrum spectrum, int c) {
        ClassSpectrum of = spectrum.classes().get(c);
        node.put("labelledPixels", of.labelled()).put("predictedPixels", of.predicted());
        finite(node, "boundaryPerImage", of.boundary() / spectrum.images());
        finite(node, "softIoU", of.softIoU());
        finite(node, "hardIoU", of.hardIoU());
        BandSums loss = of.loss().times(1.0 / spectrum.labelled());
        perBand(node, "loss", spectrum, loss::at);
        perBand(node, "softIoUUpTo", spectrum, of::softIoU);
        BandSums error = of.error().times(1.0 / spectrum.labelled());
        perBand(node, "error", spectrum, error::at);
        perBand(node, "errorBeyond", spectrum, error::beyond);
        perBand(node, "hardIoUWithErrorsUpTo", spectrum, of::hardIoU);
        BandSums energy = spectrum.labelEnergy(c);
        perBand(node, "labelEnergy", spectrum, energy::at);
        perBand(node, "labelEnergyBeyond", spectrum, energy::beyond);
        perBand(node, "labelEnergyBeyondByLaw", spectrum, b -> spectrum.tailLaw(c, b));
    }

    private static void perBand(ObjectNode node, String name, OutputSpectrum spectrum, IntToDoubleFunction value) {
        ArrayNode array = node.putArray(name);
        for (int b = 0; b < spectrum.bands(); b++) {
            double number = value.applyAsDouble(b);
            if (Double.isFinite(number)) {
                array.add(number);
            } else {
                array.addNull();
            }
        }
    }

    /** Writes a figure. JSON has no NaN, so a missing figure is null. */
    private static void finite(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
