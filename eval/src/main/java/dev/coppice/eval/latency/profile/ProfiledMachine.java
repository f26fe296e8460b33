package dev.coppice.eval.latency.profile;

import dev.coppice.export.runtime.Platform;
import dev.coppice.models.InvalidInputException;

/**
 * What a profile was taken on.
 *
 * @param processor its name
 * @param runtime name and version of what ran the micro-networks
 * @param threads of its sessions
 */
public record ProfiledMachine(String processor, String runtime, int threads) {
    public ProfiledMachine {
        if (threads < 1) {
            throw new InvalidInputException("A profile of " + threads + " threads, expected at least 1.");
        }
    }

    /** This machine. */
    public static ProfiledMachine here(int threads) {
        return new ProfiledMachine(Platform.processor(), Platform.runtime(), threads);
    }

    /** Whether it is this machine, so that what is planned for it can be measured here. */
    public boolean isHere() {
        return equals(here(threads));
    }

    /** {@code AMD EPYC, ONNX Runtime 1.29.0, one thread}. */
    @Override
    public String toString() {
        return processor + ", " + runtime + ", " + (threads == 1 ? "one thread" : threads + " threads");
    }
}
