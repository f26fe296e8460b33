package dev.coppice.samediff.kernel;

import org.bytedeco.dnnl.engine;
import org.jspecify.annotations.Nullable;

/** Engine of oneDNN on the processor, if it has a build for this platform. */
public final class OneDnn {
    /** The system property that leaves convolutions to ND4J if false. */
    private static final String SWITCH = "coppice.onednn";

    private OneDnn() {}

    /** Holder that loads oneDNN at the first use. */
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
