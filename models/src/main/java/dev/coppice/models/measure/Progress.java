package dev.coppice.models.measure;

import dev.coppice.models.NamesSettings;
import dev.coppice.models.SettingNames;

/** Listener for the progress of long work. */
public interface Progress {
    /** Ignores all reports. */
    Progress SILENT = new Progress() {
        @Override
        public void update(String task, long done, long total, String detail) {}

        @Override
        public void message(String line) {}
    };

    /**
     * Reports the number of finished items of a task.
     *
     * @param task name of the task; a new name starts a new line
     * @param detail current figures, separated by ", ", the most informative last; may be empty
     */
    void update(String task, long done, long total, String detail);

    /** Prints one line that stays, such as a warning. */
    void message(String line);

    /** Prints one line on the course of the work, which stays too. Whoever wants no progress does not see it. */
    default void course(String line) {
        message(line);
    }

    /** Tells that a stage of the work begins. The one before has ended; what is reported next belongs to this one. */
    default void stage(Stage stage) {}

    /** The names of settings that the listener knows. */
    default SettingNames names() {
        return SettingNames.OWN;
    }

    /** The message of an exception in the listener's names of settings, for a line of progress, a table or a report. */
    default String told(RuntimeException problem) {
        return problem instanceof NamesSettings named ? named.told(names()) : String.valueOf(problem.getMessage());
    }

    /** What ended one of several pieces of work unexpectedly, such as memory that ran out, for a table or a line of progress. */
    default String ending(Throwable problem) {
        return String.valueOf(problem);
    }
}
