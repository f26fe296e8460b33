package dev.coppice.cli.terminal;

import dev.coppice.models.SettingNames;
import dev.coppice.models.measure.Progress;

/** Progress that people see. It can be put away before anything else is printed. */
public interface ProgressDisplay extends Progress {
    /** Sets how much is shown from now on. */
    void show(Verbosity verbosity);

    /** Ends what is being shown, if anything; the next update starts anew. */
    void finish();

    /** The names of options, since the reader gave the settings by options. */
    @Override
    default SettingNames names() {
        return OptionNames.OPTIONS;
    }

    @Override
    default String ending(Throwable problem) {
        return Failure.of(problem).message();
    }
}
