package dev.coppice.samediff.train;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.Network;
import dev.coppice.models.shape.Shapes;
import java.util.Locale;
import java.util.function.IntToLongFunction;

/**
 * Check that a batch fits into memory before it is allocated; an error names the largest batch that fits.
 *
 * @param network name of the network in messages
 * @param images shape of a step, N×C and its space axes
 * @param available free memory in bytes
 */
record BatchMemory(String network, Shape images, long available) {
    /** The factor on the maps' memory that covers the working memory of operators. */
    private static final double OVERHEAD = 1.15;

    private static final double GIB = 1L << 30;
    private static final int PICTURE = 4;

    /**
     * Checks that every single tensor of a batch fits, so that no plan is made for an impossible batch.
     *
     * @throws InvalidInputException if one does not fit
     */
    static void requireLargest(Network network, Shape images, long available) {
        Network body = network.body().forShape(images);
        Shapes shapes = body.shapes(images);
        long largest = body.graph().nodes().stream()
                .flatMap(node -> node.outputs().stream())
                .filter(name -> !name.isEmpty())
                .mapToLong(name -> shapes.of(name).elements() / images.size(0))
                .max()
                .orElse(0);
        double needed = (double) largest * images.size(0) * Float.BYTES;
        if (needed > available) {
            int fitting = (int) (available / ((double) largest * Float.BYTES));
            throw refused(network.card().name(), images, needed, available, "fewer than " + (fitting + 1) + " fit");
        }
    }

    /**
     * Checks that a batch fits.
     *
     * @param bytes bytes that this batch takes
     * @param byBatch function from a batch size to its bytes; called only if this batch does not fit
     * @throws InvalidInputException if it does not, naming the largest batch that does
     */
    void require(long bytes, IntToLongFunction byBatch) {
        if (needed(bytes) <= available) {
            return;
        }
        int batch = images.size(0);
        int fitting = batch == 1 ? 0 : largest(bytes, byBatch);
        String advice = fitting == 0
                ? "not even one " + (images.rank() == PICTURE ? "picture" : "block") + " fits"
                : "a batch of " + fitting + " fits";
        throw refused(network, images, needed(bytes), available, advice);
    }

    /** The largest batch that fits. Memory grows almost linearly with the batch, so the estimate is checked. */
    private int largest(long bytes, IntToLongFunction byBatch) {
        double one = needed(byBatch.applyAsLong(1));
        if (one > available) {
            return 0;
        }
        double more = (needed(bytes) - one) / (images.size(0) - 1);
        int fitting = Math.min(images.size(0) - 1, 1 + (int) ((available - one) / more));
        while (fitting > 1 && needed(byBatch.applyAsLong(fitting)) > available) {
            fitting--;
        }
        while (fitting + 1 < images.size(0) && needed(byBatch.applyAsLong(fitting + 1)) <= available) {
            fitting++;
        }
        return fitting;
    }

    /** The memory that a batch takes whose arrays take this many bytes. */
    static double needed(long bytes) {
        return bytes * OVERHEAD;
    }

    private static InvalidInputException refused(
            String network, Shape images, double needed, long available, String advice) {
        return new InvalidInputException(String.format(
                Locale.ROOT,
                "Training '%s' with batches of %d %s of %s needs about %.2f GiB, and %.2f GiB of memory are"
                        + " free: %s. Take a smaller batch or smaller crops%s.",
                network,
                images.size(0),
                images.rank() == PICTURE ? "pictures" : "blocks",
                InputSpec.sizes(images),
                needed / GIB,
                available / GIB,
                advice,
                images.rank() == PICTURE ? "" : ", such as " + InputSpec.sizes(fitting(images, needed, available))));
    }

    /** Crops that fit if memory goes with their size: the longest axis is halved until they do. */
    private static Shape fitting(Shape images, double needed, long available) {
        Shape crop = images;
        while (needed * crop.elements() / images.elements() > available) {
            int longest = 2;
            for (int axis = 3; axis < crop.rank(); axis++) {
                longest = crop.size(axis) > crop.size(longest) ? axis : longest;
            }
            if (crop.size(longest) < 2) {
                return crop;
            }
            crop = crop.with(longest, crop.size(longest) / 2);
        }
        return crop;
    }
}
