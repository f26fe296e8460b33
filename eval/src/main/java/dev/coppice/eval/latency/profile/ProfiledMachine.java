package dev.coppice.eval.latency.profile;

import dev.coppice.export.runtime.Platform;
import dev.coppice.models.InvalidInputException;

/**
 * A machine that a profile was taken on.
 *
 * @param processor name of the processor
 * @param runtime name and version of the runtime that ran the micro-networks
 * @param threads number of threads of its sessions, at least 1
 */
public record ProfiledMachine(String processor, String runtime, int threads) {
    public ProfiledMachine {
        if (threads < 1) {
            throw new InvalidInputException(
                    "The number of threads of a profile is " + threads + ", expected at least 1.");
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

    /** The machine as text: {@code AMD EPYC, ONNX Runtime 1.29.0, one thread}. */
    @Override
    public String toString() {
        return processor + ", " + runtime + ", " + (threads == 1 ? "one thread" : threads + " threads");
    }
}
