package dev.coppice.samediff;

import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.SettingNames;

/**
 * Error that ND4J, which training needs, does not load: it has no build for this platform, or there is no room to unpack it.
 */
public final class TrainingUnavailableException extends InvalidInputException {
    private static final long serialVersionUID = 1L;

    TrainingUnavailableException(Throwable cause) {
        super(
                names -> FileTrouble.ofUnpacking(cause)
                        .map(TrainingUnavailableException::unpacking)
                        .orElseGet(() -> noBuild(names)),
                cause);
    }

    private static String unpacking(String why) {
        return "Training needs ND4J, whose libraries cannot be unpacked: " + why
                + ". Name a folder with 500 MB of room for them with"
                + " COPPICE_JAVA_OPTIONS=-Dorg.bytedeco.javacpp.cachedir=FOLDER.";
    }

    private static String noBuild(SettingNames names) {
        return "Training needs ND4J, which has no build for this platform (" + System.getProperty("os.name") + " "
                + System.getProperty("os.arch")
                + "). Inspecting, pruning (" + names.of(Setting.LENGTH)
                + " 0) and evaluating work here; train on linux-x86_64,"
                + " linux-arm64, windows-x86_64 or macosx-x86_64.";
    }
}
