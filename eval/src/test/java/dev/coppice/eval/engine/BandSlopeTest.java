package dev.coppice.eval.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.compress.spectral.BandShape;
import dev.coppice.compress.spectral.BandSums;
import dev.coppice.compress.spectral.Bands;
import dev.coppice.compress.spectral.MapTransform;
import dev.coppice.compress.spectral.SpectralBasis;
import dev.coppice.compress.spectral.TensorSpectra;
import dev.coppice.compress.spectral.TensorSpectrum;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.kit.TinyTask;
import dev.coppice.models.measure.TensorGradient;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.batch.Calibration;
import dev.coppice.samediff.train.step.TensorGradients;
import dev.coppice.samediff.train.step.TrainingBatch;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Comparison of a tensor's spectral Taylor score with the loss itself. */
class BandSlopeTest {
    /**
     * At most a five-hundredth of the largest score: central differences of a loss near 1 in single precision, over 2ε =
     * 0.04.
     */
    private static final double DIFFERENCE = 1e-4;

    private static final float EPSILON = 0.02f;

    /** A network without kinks: image → convolution → Tanh t, 4 channels → convolution → Tanh → convolution with the logits. */
    private static Network smooth(long seed) {
        Random random = new Random(seed);
        Network tiny = TinyTask.network(1);
        Attributes pad = Attributes.NONE.with("pads", 1, 1, 1, 1);
        String logits = tiny.card().output().name();
        Graph graph = new Graph(
                "smooth",
                tiny.graph().inputs(),
                List.of(new TensorInfo(logits, ElementType.FLOAT, List.of())),
                List.of(
                        Node.of("Conv", "a", pad, tiny.card().input().name(), "wa"),
                        Node.of("Tanh", "t", Attributes.NONE, "a"),
                        Node.of("Conv", "b", pad, "t", "wb"),
                        Node.of("Tanh", "u", Attributes.NONE, "b"),
                        Node.of("Conv", logits, pad, "u", "wc")),
                Map.of(
                        "wa", Normal.tensor(random, 1 / 3.0, 4, 3, 3, 3),
                        "wb", Normal.tensor(random, 1 / 3.0, 4, 4, 3, 3),
                        "wc", Normal.tensor(random, 1 / 3.0, 2, 4, 3, 3)));
        return new Network(graph, tiny.card());
    }

    /** The slope between L(x − ε P_band x) and L(x + ε P_band x) is the score of the band. */
    @ParameterizedTest
    @EnumSource(SpectralBasis.class)
    void the_score_of_a_band_is_the_slope_of_the_loss_as_the_band_fades(SpectralBasis basis) {
        Network network = smooth(3);
        TrainingBatch batch = new Calibration(new TinyTask(4), 1).labelled(network, "p0");
        TensorGradient at = at(network, "t", batch).tensors().get("t");
        TensorSpectra spectra = new TensorSpectra(Objects.requireNonNull(at).shape(), basis, BandShape.SQUARE);
        spectra.add(at);
        TensorSpectrum spectrum = spectra.spectrum();
        BandSums scores = spectrum.taylorOfBands();

        double largest = 0;
        for (int band = 0; band < spectrum.bands().count(); band++) {
            float[] part = band(at, spectrum.bands(), band);
            double slope = (loss(network, batch, part, -EPSILON) - loss(network, batch, part, EPSILON)) / (2 * EPSILON);
            largest = Math.max(largest, Math.abs(slope));
            assertThat(scores.at(band)).as("band " + band).isCloseTo(slope, within(DIFFERENCE));
        }
        assertThat(largest).isGreaterThan(500 * DIFFERENCE);
    }

    private static TensorGradients.Result at(Network network, String tensor, TrainingBatch batch) {
        try (TensorGradients gradients = TensorGradients.of(network, network.inputShape(1), List.of(tensor))) {
            return gradients.at(batch);
        }
    }

    /** The part of every channel in one band. */
    private static float[] band(TensorGradient at, Bands bands, int band) {
        int plane = bands.height() * bands.width();
        MapTransform transform = MapTransform.of(bands);
        float[] part = new float[at.values().length];
        for (int c = 0; c < part.length / plane; c++) {
            double[] upTo = new double[plane];
            double[] below = new double[plane];
            for (int i = 0; i < plane; i++) {
                upTo[i] = at.values()[c * plane + i];
                below[i] = upTo[i];
            }
            transform.lowPass(upTo, new double[plane], band);
            transform.lowPass(below, new double[plane], band - 1);
            for (int i = 0; i < plane; i++) {
                part[c * plane + i] = (float) (upTo[i] - below[i]);
            }
        }
        return part;
    }

    /** The loss with a multiple of a part added to t. */
    private static double loss(Network network, TrainingBatch batch, float[] part, float factor) {
        float[] added = new float[part.length];
        for (int i = 0; i < part.length; i++) {
            added[i] = factor * part[i];
        }
        Shape shape = network.shapes(1).of("t");
        Network changed = network.with(GraphRewriter.apply(
                network.graph(),
                List.of(
                        new GraphEdit.RedirectUses("t", "changed"),
                        new GraphEdit.PutConstant("added", Tensor.floats(shape, added)),
                        new GraphEdit.AddNode(Node.of("Add", "changed", Attributes.NONE, "t", "added")))));
        return at(changed, "changed", batch).loss();
    }
}
