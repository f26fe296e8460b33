package dev.coppice.cli.terminal;

import dev.coppice.models.SettingNames;
import dev.coppice.models.measure.Progress;

/** Progress that people see. It can be put away before anything else is printed. */
public interface ProgressDisplay extends Progress {
    /** Ends the line being shown, if any; the next update starts a new one. */
    void finish();

    /** The names of options, since the reader gave the settings by options. */
    @Override
    default SettingNames names() {
        return OptionNames.OPTIONS;
    }
}
