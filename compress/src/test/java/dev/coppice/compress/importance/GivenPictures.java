package dev.coppice.compress.importance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.Fingerprint;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.measure.GradientSource;
import dev.coppice.models.measure.TensorGradient;
import dev.coppice.models.network.Network;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Pictures with given values and gradients for every tensor. */
final class GivenPictures implements GradientSource {
    private final List<Picture> pictures = new ArrayList<>();

    /** The values and gradient of any tensor or constant on a picture. */
    @SuppressWarnings("ArrayRecordComponent") // local
    private record Picture(float[] values, float[] gradient) {}

    /** Adds a picture. */
    GivenPictures with(float[] values, float... gradient) {
        pictures.add(new Picture(values.clone(), gradient.clone()));
        return this;
    }

    @Override
    public Fingerprint fingerprint() {
        return Fingerprint.of("GivenPictures").with("count", count());
    }

    @Override
    public int count() {
        return pictures.size();
    }

    @Override
    public void values(Network network, List<String> tensors, Consumer<Map<String, float[]>> picture) {
        for (Picture own : pictures) {
            Map<String, float[]> values = new HashMap<>();
            tensors.forEach(tensor -> values.put(tensor, own.values));
            picture.accept(values);
        }
    }

    @Override
    public void constantGradients(Network network, Set<String> constants, Consumer<Map<String, float[]>> picture) {
        for (Picture own : pictures) {
            Map<String, float[]> gradients = new HashMap<>();
            for (String constant : constants) {
                assertThat(network.graph().constant(constant)).as(constant).isPresent();
                gradients.put(constant, own.gradient);
            }
            picture.accept(gradients);
        }
    }

    @Override
    public void tensorGradients(Network network, List<String> tensors, Consumer<Map<String, TensorGradient>> picture) {
        for (Picture own : pictures) {
            Map<String, TensorGradient> at = new HashMap<>();
            for (String tensor : tensors) {
                Shape shape = network.shapes(1).of(tensor);
                at.put(tensor, new TensorGradient(shape, own.values, own.gradient));
            }
            picture.accept(at);
        }
    }
}
