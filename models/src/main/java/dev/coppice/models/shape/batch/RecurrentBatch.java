package dev.coppice.models.shape.batch;

import java.util.Arrays;

/** Batch rule of recurrent layers, whose sequences are steps × images × features. States that all images begin with are repeated. */
final class RecurrentBatch implements BatchRule {
    /** The axis of images in sequences and in states. */
    private static final int IMAGES = 1;

    private static final int LENGTHS = 4;
    private static final int FIRST_STATE = 5;
    private static final int LAST_STATE = 6;

    @Override
    public int axis(BatchContext c) {
        boolean states =
                c.node().attributes().integer("layout", 0) == 0 && !c.node().hasInput(LENGTHS);
        boolean weights = Arrays.stream(c.following()).anyMatch(i -> i > 0 && (i < FIRST_STATE || i > LAST_STATE));
        if (!states || weights || !c.follows(0) || c.axis(0) != IMAGES) {
            throw new FixedBatchException("takes sequences whose second axis is not the batch");
        }
        c.requireAlong(IMAGES, FIRST_STATE);
        c.requireAlong(IMAGES, LAST_STATE);
        return IMAGES + 1;
    }

    @Override
    public int further(int axis) {
        return IMAGES;
    }
}
