package dev.coppice.models.data;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.NetworkCard;
import java.util.Arrays;
import java.util.List;

/** A network's inputs at the card's size made of whole samples: pictures are resized, volumes show the block in their middle. */
public final class NetworkInputs {
    private final Dataset data;
    private final InputSpec input;
    private final List<Preprocessing> pictures;

    private NetworkInputs(Dataset data, InputSpec input, List<Preprocessing> pictures) {
        this.data = data;
        this.input = input;
        this.pictures = pictures;
    }

    /**
     * The inputs of a network.
     *
     * @throws InvalidInputException if the data are not what the network reads
     */
    public static NetworkInputs of(NetworkCard card, Dataset data) {
        List<Preprocessing> pictures = data.holdsVolumes() ? List.of() : List.of(Preprocessing.of(card));
        return new NetworkInputs(data, card.input(), pictures);
    }

    /**
     * Checks that a network reads the samples of a split, by the first one.
     *
     * @throws InvalidInputException if they have another number of axes or channels
     */
    public static void require(NetworkCard card, Dataset data, String split) {
        if (data.holdsVolumes()) {
            require(card.input(), data.volume(split, data.names(split).get(0)));
        } else {
            Preprocessing.of(card);
        }
    }

    /**
     * Checks that a network reads a volume.
     *
     * @throws InvalidInputException if it has another number of axes or channels
     */
    public static void require(InputSpec input, VolumeSample sample) {
        Volume volume = sample.volume();
        if (volume.channels() != input.channels()
                || volume.space().rank() != input.sizes().size()) {
            throw new InvalidInputException("Volume '" + sample.name() + "' has " + volume.channels() + " channels of "
                    + volume.space() + ", and the network reads " + input.channels() + " channels of "
                    + InputSpec.sizes(input.shape(1))
                    + ". Take data of this kind, or correct the card's mean, std and sizes.");
        }
    }

    /** Fills the place of one sample in a batch of the card's size. */
    public void fill(String split, String name, float[] batch, int index) {
        if (pictures.isEmpty()) {
            VolumeSample sample = sample(split, name);
            block(sample).fill(sample.volume(), input.mean(), input.std(), batch, index);
        } else {
            pictures.get(0).fill(data.sample(split, name).image(), batch, index);
        }
    }

    /**
     * The label values that a network's output shows, in C order; −1 beyond the sample.
     *
     * @param output shape of the output, N×K and its space axes
     */
    public short[] seen(String split, String name, Shape output) {
        if (pictures.isEmpty()) {
            VolumeSample sample = sample(split, name);
            int[] sizes = output.sizes();
            return block(sample)
                    .seen(sample, Arrays.stream(sizes, 2, sizes.length).boxed().toList());
        }
        Sample sample = data.sample(split, name);
        Shape map = output.asPrediction();
        return sample.labels().seen(pictures.get(0).view(sample.image()), map.size(2), map.size(3));
    }

    private VolumeSample sample(String split, String name) {
        VolumeSample sample = data.volume(split, name);
        require(input, sample);
        return sample;
    }

    private Patch block(VolumeSample sample) {
        return Patch.centred(sample.volume().space(), input.sizes());
    }
}
