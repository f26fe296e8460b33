package dev.coppice.models.dl4j;

/**
 * How a kind of layer is translated, and what it says of its input.
 *
 * @param rank number of axes of its input; 0 if it takes several
 * @param channels what it says of its input's channels
 * @param hasActivation whether its activation counts; others carry one in their settings that is never applied
 * @param translation its translation
 */
record LayerKind(int rank, Channels channels, boolean hasActivation, Translation translation) {
    /** What a layer says of its input's channels. */
    enum Channels {
        /** Their number stands in its settings. */
        COUNTED,
        /** It gives as many as it takes. */
        KEPT,
        /** Nothing. */
        OPEN
    }

    /** Translation of a layer into nodes. */
    @FunctionalInterface
    interface Translation {
        /**
         * Adds nodes and parameters.
         *
         * @throws IllegalArgumentException if a setting is not valid or not supported, as the end of a sentence
         */
        Value of(Step step);
    }

    /** A layer with weights and an activation. */
    static LayerKind weighted(int rank, Translation translation) {
        return new LayerKind(rank, Channels.COUNTED, true, translation);
    }

    /** A layer that keeps the channels and whose activation is never applied. */
    static LayerKind keeping(int rank, Translation translation) {
        return new LayerKind(rank, Channels.KEPT, false, translation);
    }
}
