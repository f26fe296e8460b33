package dev.coppice.export.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;

/** What ONNX Runtime does to a model when it loads it. */
enum Loading {
    /** Everything that makes runs fast: it writes the graph anew, and lays weights out for its products. */
    DEPLOYED(OptLevel.ALL_OPT, true),

    /** It writes the graph anew. Laying weights out takes a second copy of them, and more time than a few runs save. */
    BRIEF(OptLevel.ALL_OPT, false),

    /** Nothing: it runs node by node as the file says. */
    PLAIN(OptLevel.NO_OPT, false);

    private static final String WITHOUT_PACKING = "session.disable_prepacking";

    private final OptLevel optimizations;
    private final boolean packs;

    Loading(OptLevel optimizations, boolean packs) {
        this.optimizations = optimizations;
        this.packs = packs;
    }

    void set(SessionOptions options) throws OrtException {
        options.setOptimizationLevel(optimizations);
        if (!packs) {
            options.addConfigEntry(WITHOUT_PACKING, "1");
        }
    }
}
