package dev.coppice.models.data;

import dev.coppice.models.InvalidInputException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A data set with some samples of every split, evenly spread, as neighbours such as video frames add little information.
 *
 * @param source data set with all samples
 * @param most largest number of samples of a split, at least 1; smaller splits stay whole
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
