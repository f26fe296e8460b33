package dev.coppice.models.graph;

import java.util.List;
import java.util.Optional;

/**
 * What is known of a file's images beside its graph.
 *
 * @param layout their layout, if known
 * @param sizes sizes of their space axes, none if unknown; they matter where the file leaves these open
 */
public record ImageHint(Optional<ImageLayout> layout, List<Integer> sizes) {
    /** Nothing is known. */
    public static final ImageHint NONE = new ImageHint(Optional.empty(), List.of());

    public ImageHint {
        sizes = List.copyOf(sizes);
    }

    /** A known layout. */
    public static ImageHint of(ImageLayout layout) {
        return new ImageHint(Optional.of(layout), List.of());
    }

    /** The same with these sizes of the space axes. */
    public ImageHint sized(List<Integer> space) {
        return new ImageHint(layout, space);
    }
}
