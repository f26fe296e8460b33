package dev.coppice.eval.analysis.tensor;

import dev.coppice.compress.spectral.BandShape;
import dev.coppice.compress.spectral.SpectralBasis;
import dev.coppice.compress.spectral.TensorSpectra;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.Preprocessing;
import dev.coppice.models.data.SpreadSubset;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.measure.TensorGradient;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.batch.Calibration;
import dev.coppice.samediff.train.step.TensorGradients;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Analysis that runs a network forward and backward over a few pictures. It sums the spectra of tensors and of the loss's
 * gradient with respect to them. The loss of a picture is its mean cross-entropy over labelled pixels. Memory does not grow
 * with the number of pictures.
 *
 * @param network network to analyse, unchanged
 * @param data labelled pictures
 * @param split split of the data
 * @param images number of pictures, evenly spread over the split, at least 1
 * @param waves transform and bands
 */
public record TensorAnalysis(Network network, Dataset data, String split, int images, Waves waves) {
    public TensorAnalysis {
        if (images < 1) {
            throw new InvalidInputException("The number of gradient images is " + images + ", expected at least 1.");
        }
    }

    /** The basis of the transform and the shape of its bands. */
    public record Waves(SpectralBasis basis, BandShape shape) {}

    /**
     * Analyses tensors. A network may not be differentiable (no ND4J for this platform, an operator that SameDiff lacks).
     * The result then has feature spectra only, computed by ONNX Runtime, and the reason.
     */
    public TensorSection run(TensorChoice choice, Progress progress, Cancellation cancellation) {
        List<String> tensors =
                choice.chosen().stream().map(TensorChoice.Chosen::tensor).toList();
        Map<String, TensorSpectra> spectra = new LinkedHashMap<>();
        Shape image = network.inputShape(1);
        Map<String, Shape> shapes = network.shapes(1).asMap();
        tensors.forEach(
                t -> spectra.put(t, new TensorSpectra(shapes.getOrDefault(t, image), waves.basis(), waves.shape())));
        List<String> names = new SpreadSubset(data, images).names(split);
        Pictures pictures = new Pictures(names, progress, cancellation);
        Optional<String> reason = look(tensors, pictures, spectra);
        List<TensorSection.Entry> entries = choice.chosen().stream()
                .map(c -> new TensorSection.Entry(
                        c.tensor(),
                        c.reason(),
                        shapes.getOrDefault(c.tensor(), image),
                        Objects.requireNonNull(spectra.get(c.tensor())).spectrum()))
                .toList();
        return new TensorSection(names.size(), entries, choice.leftOut(), reason);
    }

    /** Analyses tensors, and returns the reason if there are no gradients. */
    private Optional<String> look(List<String> tensors, Pictures pictures, Map<String, TensorSpectra> spectra) {
        TensorGradients gradients;
        try {
            gradients = TensorGradients.of(network, network.inputShape(1), tensors);
        } catch (InvalidInputException e) {
            forward(pictures, spectra);
            return Optional.of(pictures.progress().told(e));
        }
        try (gradients) {
            backward(gradients, pictures, spectra);
        }
        return Optional.empty();
    }

    /** The pictures to run on. */
    record Pictures(List<String> names, Progress progress, Cancellation cancellation) {
        void tell(int done) {
            cancellation.check();
            progress.update("Spectra of tensors", done, names.size(), "");
        }
    }

    private void backward(TensorGradients gradients, Pictures pictures, Map<String, TensorSpectra> spectra) {
        for (int n = 0; n < pictures.names().size(); n++) {
            pictures.tell(n);
            Map<String, TensorGradient> at = gradients
                    .at(Calibration.labelled(
                            network, data, split, pictures.names().get(n)))
                    .tensors();
            spectra.entrySet().parallelStream()
                    .forEach(e -> e.getValue().add(Objects.requireNonNull(at.get(e.getKey()))));
        }
        pictures.tell(pictures.names().size());
    }

    /** Sums spectra of values alone, which needs no training engine. */
    void forward(Pictures pictures, Map<String, TensorSpectra> spectra) {
        Network single = network.forBatch(1);
        Graph graph = single.graph();
        Preprocessing preprocessing = Preprocessing.of(network.card());
        List<TensorInfo> wanted = new ArrayList<>();
        spectra.keySet().stream()
                .filter(t -> !graph.isInput(t))
                .forEach(t -> wanted.add(new TensorInfo(t, ElementType.FLOAT, List.of())));
        Graph opened = GraphRewriter.apply(graph, List.of(new GraphEdit.DeclareOutputs(wanted)));
        WriteOptions options = WriteOptions.of(single);
        try (OnnxSession session = OnnxSession.open(OnnxSource.memory(OnnxWriter.bytes(opened, options), graph.name())
                .like(opened))) {
            for (int n = 0; n < pictures.names().size(); n++) {
                pictures.tell(n);
                float[] pixels = preprocessing.tensor(
                        data.sample(split, pictures.names().get(n)).image());
                Map<String, Tensor> values = session.run(Tensor.floats(network.inputShape(1), pixels));
                spectra.forEach((tensor, own) -> own.add(Optional.ofNullable(values.get(tensor))
                        .map(Tensor::toFloats)
                        .orElse(pixels)));
            }
        }
        pictures.tell(pictures.names().size());
    }
}
