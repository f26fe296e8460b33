package dev.coppice.models.data;

import dev.coppice.models.InvalidInputException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Some samples of every split, evenly spread over it: neighbours, such as frames of a video, tell less.
 *
 * @param source all samples
 * @param most samples of a split; a smaller split is whole
 */
public record SpreadSubset(Dataset source, int most) implements DerivedDataset {
    public SpreadSubset {
        if (most < 1) {
            throw new InvalidInputException("The number of images is " + most + ", expected at least 1.");
        }
    }

    @Override
    public List<String> names(String split) {
        List<String> all = source.names(split);
        int count = Math.min(most, all.size());
        return IntStream.range(0, count)
                .mapToObj(i -> all.get((int) ((long) i * all.size() / count)))
                .toList();
    }
}
