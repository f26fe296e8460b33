package dev.coppice.export.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What ONNX Runtime holds of a loaded model.
 *
 * @param session the native session
 * @param shared the weights that it reads from Java's memory
 */
record LoadedModel(OrtSession session, SharedWeights shared) {
    /**
     * The option that names the folder of a model's external weights; for a model in memory it defaults to the current
     * folder.
     */
    private static final String WEIGHTS_FOLDER = "session.model_external_initializers_file_folder_path";

    private static final String NO_FOLDER = "a model in memory has no weights beside it";

    /**
     * Loads a model; nothing stays open where that fails.
     *
     * @param profile where ONNX Runtime writes how long each operator takes, if it is to
     */
    static LoadedModel of(
            OnnxSource source, int threads, Loading loading, Optional<Path> profile, OrtEnvironment environment)
            throws OrtException {
        SharedWeights shared = new SharedWeights();
        OrtSession session = null;
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            loading.set(options);
            if (profile.isPresent()) {
                options.enableProfiling(profile.get().toString());
            }
            if (source instanceof OnnxSource.File file) {
                session = environment.createSession(file.path().toString(), options);
            } else {
                options.addConfigEntry(WEIGHTS_FOLDER, NO_FOLDER);
                session = environment.createSession(
                        shared.of(((OnnxSource.Memory) source).model(), environment, options), options);
            }
            return new LoadedModel(session, shared);
        } finally {
            if (session == null) {
                shared.close();
            }
        }
    }

    /** Frees both, the session first. */
    void close() throws OrtException {
        session.close();
        shared.close();
    }
}
