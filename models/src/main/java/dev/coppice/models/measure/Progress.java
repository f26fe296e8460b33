package dev.coppice.models.measure;

import dev.coppice.models.NamesSettings;
import dev.coppice.models.SettingNames;

/** Where long work tells how far it is. */
public interface Progress {
    /** Keeps silent. */
    Progress SILENT = new Progress() {
        @Override
        public void update(String task, long done, long total, String detail) {}

        @Override
        public void message(String line) {}
    };

    /**
     * So many items of a task are done.
     *
     * @param task what is being done; a new text starts a new line
     * @param detail figures worth seeing now with ", " between, the most telling last; may be empty
     */
    void update(String task, long done, long total, String detail);

    /** One line that stays. */
    void message(String line);

    /** The names by which whoever is told knows settings. */
    default SettingNames names() {
        return SettingNames.OWN;
    }

    /** What went wrong, for whoever is told: for a line of progress, and for a table or a report that is kept. */
    default String told(RuntimeException problem) {
        return problem instanceof NamesSettings named ? named.told(names()) : String.valueOf(problem.getMessage());
    }
}
