package dev.coppice.compress.budget;

import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;

/** Who looks on while a search runs: told how far it is, asked whether it shall stop. */
public record SearchWatch(Progress progress, Cancellation cancellation) {
    /** Nobody. */
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
