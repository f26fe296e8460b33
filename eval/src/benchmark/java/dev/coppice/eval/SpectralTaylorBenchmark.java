package dev.coppice.eval;

import dev.coppice.samediff.train.batch.Calibration;
import dev.coppice.compress.spectral.BandShape;
import dev.coppice.compress.spectral.SpectralBasis;
import dev.coppice.compress.spectral.TensorSpectrum;
import dev.coppice.eval.analysis.tensor.TensorAnalysis;
import dev.coppice.eval.analysis.tensor.TensorChoice;
import dev.coppice.eval.analysis.tensor.TensorSection;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.SpreadSubset;
import dev.coppice.models.data.SyntheticScenes;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.Resampling;
import dev.coppice.samediff.train.step.TensorGradients;
import dev.coppice.models.zoo.Zoo;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Comparison of the spectral Taylor score of a low-pass with its real cost: the loss of the bundled network with a DCT crop
 * and its inverse behind one tensor.
 */
class SpectralTaylorBenchmark {
    private static final int PICTURES = 8;
    private static final List<Integer> DIVISORS = List.of(2, 4, 8);

    private final Dataset data = SyntheticScenes.of(Zoo.STREET_SEED);

    @Test
    void trained() {
        print("trained", Zoo.street());
    }

    @Test
    void untrained() {
        print("untrained", Zoo.untrainedStreet(1));
    }

    private void print(String what, Network network) {
        TensorChoice usual = TensorChoice.usual(network);
        TensorChoice maps = new TensorChoice(
                usual.chosen().stream()
                        .filter(c -> !c.tensor().equals(network.card().output().name()))
                        .toList(),
                List.of());
        TensorSection section = new TensorAnalysis(
                        network,
                        data,
                        "val",
                        PICTURES,
                        new TensorAnalysis.Waves(SpectralBasis.DCT, BandShape.SQUARE))
                .run(maps, Progress.SILENT, new Cancellation());
        double loss = loss(network);
        System.out.printf(Locale.ROOT, "%s: loss %.4f%n", what, loss);
        for (TensorSection.Entry entry : section.tensors()) {
            StringBuilder line = new StringBuilder("| `" + entry.name() + "` | " + entry.shape());
            for (int divisor : DIVISORS) {
                TensorSpectrum spectrum = entry.spectrum();
                double predicted = spectrum.taylorOfBands().beyond(spectrum.bands().kept(new Grid(1, divisor)));
                double measured = loss(lowPassed(network, entry.name(), entry.shape(), divisor)) - loss;
                line.append(String.format(Locale.ROOT, " | %+.4f | %+.4f", predicted, measured));
            }
            System.out.println(line + " |");
        }
    }

    private static Network lowPassed(Network network, String tensor, Shape shape, int divisor) {
        int stride = network.card().input().height() / shape.size(2);
        Resample down = new Resample(Resampling.DCT, new Grid(1, stride * divisor));
        Resample up = new Resample(Resampling.DCT, new Grid(1, stride));
        return network.with(GraphRewriter.apply(
                network.graph(),
                List.of(
                        new GraphEdit.RedirectUses(tensor, "passed"),
                        new GraphEdit.AddNode(down.node(tensor, "low")),
                        new GraphEdit.AddNode(up.node("low", "passed")))));
    }

    private double loss(Network network) {
        List<String> names = new SpreadSubset(data, PICTURES).names("val");
        String output = network.card().output().name();
        try (TensorGradients gradients = TensorGradients.of(network, network.inputShape(1), List.of(output))) {
            return names.stream()
                    .mapToDouble(name -> gradients
                            .at(Calibration.labelled(network, data, "val", name))
                            .loss())
                    .average()
                    .orElseThrow();
        }
    }
}
