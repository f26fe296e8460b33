package dev.coppice.eval.analysis.output;

import dev.coppice.compress.spectral.BandShape;
import dev.coppice.compress.spectral.OutputSettings;
import dev.coppice.compress.spectral.OutputSpectrum;
import dev.coppice.compress.spectral.OutputTransform;
import dev.coppice.compress.spectral.SpectralBasis;
import dev.coppice.compress.spectral.VoidPixels;
import dev.coppice.eval.metric.ClassMatching;
import dev.coppice.eval.metric.LogitsVisitor;
import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.Sample;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Analysis of a network's output over a split, run in ONNX Runtime. Pictures pass one by one, on as many threads as there
 * are cores. Sums are taken in the split's order, so they are the same to the last bit in every run.
 *
 * @param evaluator evaluator with the data, the split, progress and cancellation
 * @param basis basis of the transform
 * @param shape shape of the bands
 * @param voids treatment of pixels without a label
 * @param grids grids to low-pass the logits to
 */
public record OutputAnalysis(
        OnnxEvaluator evaluator, SpectralBasis basis, BandShape shape, VoidPixels voids, List<Grid> grids) {
    public OutputAnalysis {
        grids = List.copyOf(grids);
    }

    /**
     * Runs the split.
     *
     * @param onnx the network as an ONNX file
     * @throws dev.coppice.models.InvalidInputException if the network lacks classes of the data or gives numbers that are
     *     not finite, or a picture cannot be used
     */
    public OutputSection run(OnnxSource onnx, Network network) {
        Dataset data = evaluator.data();
        List<String> names = data.names(evaluator.split());
        LabelMap first = data.sample(evaluator.split(), names.get(0)).labels();
        ClassMatching matching = ClassMatching.of(network.card(), data);
        OutputSettings settings = new OutputSettings(
                matching.classes().size(),
                network.card().output().kind(),
                data.ignore().orElse(-1),
                voids,
                basis,
                shape,
                Math.min(first.height(), first.width()),
                grids);
        Sum sum = new Sum(settings);
        evaluator.visit(onnx, network, sum);
        return new OutputSection(
                sum.total.get(0), matching.classes(), data.classes().size(), examples());
    }

    /** Three samples spread over the split. The choice depends on the split alone. */
    private List<Sample> examples() {
        List<String> names = evaluator.data().names(evaluator.split());
        List<Sample> samples = new ArrayList<>();
        int rows = Math.min(3, names.size());
        for (int i = 0; i < rows; i++) {
            String name = names.get((2 * i + 1) * names.size() / (2 * rows));
            samples.add(evaluator.data().sample(evaluator.split(), name));
        }
        return samples;
    }

    /** The sums over pictures. Threads share the transforms; each uses one at a time. */
    private static final class Sum implements LogitsVisitor<OutputSpectrum> {
        private final OutputSettings settings;
        private final Deque<OutputTransform> idle = new ArrayDeque<>();
        private final List<OutputSpectrum> total = new ArrayList<>();

        Sum(OutputSettings settings) {
            this.settings = settings;
        }

        @Override
        public OutputSpectrum visit(Sample sample, float[] logits) {
            OutputTransform transform = take();
            OutputSpectrum spectrum = transform.of(sample.labels(), logits);
            give(transform);
            return spectrum;
        }

        private OutputTransform take() {
            synchronized (idle) {
                return idle.isEmpty() ? new OutputTransform(settings) : idle.pop();
            }
        }

        private void give(OutputTransform transform) {
            synchronized (idle) {
                idle.push(transform);
            }
        }

        @Override
        public void take(OutputSpectrum picture) {
            if (total.isEmpty()) {
                total.add(picture);
            } else {
                total.set(0, total.get(0).plus(picture));
            }
        }
    }
}
