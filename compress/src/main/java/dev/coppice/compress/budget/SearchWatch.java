package dev.coppice.compress.budget;

import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;

/** Watch of a search: it hears of progress and may ask the search to stop. */
public record SearchWatch(Progress progress, Cancellation cancellation) {
    /** A watch that ignores progress and never stops the search. */
    public static SearchWatch none() {
        return new SearchWatch(Progress.SILENT, new Cancellation());
    }

    void check() {
        cancellation.check();
    }

    void update(String task, long done, long total, String detail) {
        progress.update(task, done, total, detail);
    }
}
