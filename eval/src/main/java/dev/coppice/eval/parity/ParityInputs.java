package dev.coppice.eval.parity;

import dev.coppice.export.parity.RandomInputs;
import dev.coppice.export.runtime.InputTypes;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.NetworkInputs;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.network.Network;
import java.util.ArrayList;
import java.util.List;

/** The inputs that parity is checked on: random pictures and real ones. */
public final class ParityInputs {
    private static final int RANDOM = 2;
    private static final int REAL = 2;

    private ParityInputs() {}

    /**
     * Makes random pictures from the seed and takes the first pictures of the split. Each is repeated to fill the network's
     * batch, and holds numbers that the network's input can hold.
     */
    public static List<Tensor> of(Network network, Dataset data, String split, long seed) {
        List<Tensor> single = new ArrayList<>(RandomInputs.of(network, RANDOM, seed));
        NetworkInputs inputs = NetworkInputs.of(network.card(), data);
        Shape shape = network.inputShape(1);
        data.names(split).stream().limit(REAL).forEach(name -> {
            float[] values = new float[Math.toIntExact(shape.elements())];
            inputs.fill(split, name, values, 0);
            single.add(Tensor.floats(shape, values));
        });
        return single.stream()
                .map(t -> InputTypes.rounded(
                        repeated(t, network), network.imageInput().type()))
                .toList();
    }

    private static Tensor repeated(Tensor image, Network network) {
        Shape shape = network.inputShape(network.batch());
        if (image.shape().equals(shape)) {
            return image;
        }
        float[] one = image.toFloats();
        float[] all = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < all.length; i++) {
            all[i] = one[i % one.length];
        }
        return Tensor.floats(shape, all);
    }
}
