package dev.coppice.eval.annotation;

import dev.coppice.eval.flow.PictureRoles;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.BlockAnnotation;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.Task;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request for labels simplified to blocks, or for estimates alone.
 *
 * @param data data set with full labels
 * @param splits splits that get blocks
 * @param sides side M of each size of blocks, in pixels; at least one
 * @param target the kind of data set to write; empty for estimates alone
 * @param estimation what estimates are made on and compared with
 * @param out folder for the data set, new or empty; without one, folder for the estimates
 * @param overwrites whether estimates of an earlier run are replaced; a data set is never replaced
 */
public record AnnotationRequest(
        Dataset data,
        List<String> splits,
        List<Integer> sides,
        Optional<Kind> target,
        Estimation estimation,
        Path out,
        boolean overwrites) {
    /** What a block keeps of its labels. */
    public enum Kind {
        /** The most frequent class. */
        HARD,
        /** The most frequent class, and the share of every class. */
        SOFT
    }

    /**
     * Settings of an estimation.
     *
     * @param images number of pictures per split, evenly spread over it; empty for all
     * @param reference a network trained on full labels; adds the discrepancy of its loss
     * @param trained networks trained on blocks, by M; they are measured on split {@value PictureRoles#VALIDATION}
     */
    public record Estimation(Optional<Integer> images, Optional<Network> reference, Map<Integer, Network> trained) {
        /** Estimates on all pictures, without networks. */
        public static final Estimation OF_LABELS = new Estimation(Optional.empty(), Optional.empty(), Map.of());

        public Estimation {
            reference = reference.map(Network::body);
            trained = Collections.unmodifiableMap(new LinkedHashMap<>(trained));
            images.filter(count -> count < 1).ifPresent(count -> {
                throw new InvalidInputException("The number of images is " + count + ", expected at least 1.");
            });
        }
    }

    public AnnotationRequest {
        splits = List.copyOf(splits);
        sides = List.copyOf(sides);
        if (data.task() == Task.CLASSIFICATION) {
            throw new InvalidInputException("Data set '" + data.name() + "' has one class for a picture: there are no"
                    + " labels of pixels to simplify to blocks.");
        }
        sides.forEach(side -> new BlockAnnotation(side, false, List.of()));
        if (sides.isEmpty() || (target.isPresent() && sides.size() > 1)) {
            throw new InvalidInputException(
                    "The sides of blocks are " + sides + ", expected one. Only estimates alone take several.");
        }
        if (!sides.containsAll(estimation.trained.keySet())) {
            throw new InvalidInputException("There are networks trained on blocks of " + estimation.trained.keySet()
                    + ", but the sides of blocks are " + sides + ".");
        }
    }

    /** A data set of hard blocks of one size, made from the training pictures. */
    public static AnnotationRequest of(Dataset data, int side, Path out) {
        return new AnnotationRequest(
                data,
                List.of(PictureRoles.TRAINING),
                List.of(side),
                Optional.of(Kind.HARD),
                Estimation.OF_LABELS,
                out,
                false);
    }

    /** Estimates of several sizes, without a data set. */
    public static AnnotationRequest estimating(Dataset data, List<Integer> sides, Path out) {
        return new AnnotationRequest(
                data, List.of(PictureRoles.TRAINING), sides, Optional.empty(), Estimation.OF_LABELS, out, false);
    }

    /** The data set as it is to be written. For estimates alone, that of the first size. */
    BlockDataset blocks() {
        boolean soft = target.filter(Kind.SOFT::equals).isPresent();
        return new BlockDataset(data, new BlockAnnotation(sides.get(0), soft, splits));
    }
}
