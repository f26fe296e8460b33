package dev.coppice.samediff.kernel;

import org.bytedeco.dnnl.engine;
import org.jspecify.annotations.Nullable;

/** oneDNN's engine on the processor, or that there is none. */
public final class OneDnn {
    /** System property; false leaves convolutions to ND4J. */
    private static final String SWITCH = "coppice.onednn";

    private OneDnn() {}

    /** Loaded when first asked for. */
    private static final class Loaded {
        static final @Nullable engine ENGINE = load();

        private static @Nullable engine load() {
            if (!Boolean.parseBoolean(System.getProperty(SWITCH, "true"))) {
                return null;
            }
            try {
                return new engine(engine.kind.cpu, 0);
            } catch (LinkageError e) {
                return null; // no build for this platform
            }
        }
    }

    /** Whether there is a build for this platform. */
    public static boolean isAvailable() {
        return Loaded.ENGINE != null;
    }

    static engine engine() {
        engine loaded = Loaded.ENGINE;
        if (loaded == null) {
            throw new IllegalStateException("oneDNN has no build for this platform");
        }
        return loaded;
    }
}
