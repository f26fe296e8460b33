package dev.coppice.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The pace of one task, and what to say about it.
 *
 * <p>The rate is the mean since the first report of the task. It is steady enough to predict from. A task that resumes at
 * item 40 is not credited with the first 40.
 */
final class Pace {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int A_MINUTE = 60;
    private static final double TOO_EARLY_TO_PREDICT_SECONDS = 0.5;

    private final String task;
    private final long startNanos;
    private final long firstDone;

    Pace(String task, long startNanos, long firstDone) {
        this.task = task;
        this.startNanos = startNanos;
        this.firstDone = firstDone;
    }

    long startNanos() {
        return startNanos;
    }

    /** What to say about the task. A total of 0 or less is unknown; {@code detail} lists figures, separated by commas. */
    ProgressLine line(long done, long total, String detail, long nowNanos) {
        String count = total > 0 ? done + " of " + total : String.valueOf(done);
        List<String> pace = new ArrayList<>();
        double seconds = (nowNanos - startNanos) / NANOS_PER_SECOND;
        if (seconds >= TOO_EARLY_TO_PREDICT_SECONDS && done > firstDone) {
            double perSecond = (done - firstDone) / seconds;
            pace.add(rate(perSecond));
            pace.add(total > done ? duration((total - done) / perSecond) + " left" : duration(seconds));
        }
        return new ProgressLine(task, count, pace, detail.isEmpty() ? List.of() : List.of(detail.split(", ", -1)));
    }

    private static String rate(double perSecond) {
        if (perSecond >= 10) {
            return Math.round(perSecond) + "/s";
        }
        if (perSecond >= 1) {
            return String.format(Locale.ROOT, "%.1f/s", perSecond);
        }
        double each = 1 / perSecond;
        return (each < A_MINUTE ? String.format(Locale.ROOT, "%.1f s", each) : duration(each)) + " each";
    }

    static String duration(long nanos) {
        return duration(nanos / NANOS_PER_SECOND);
    }

    static String duration(double seconds) {
        long whole = Math.round(seconds);
        if (whole < A_MINUTE) {
            return whole + " s";
        }
        return whole < 3600
                ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
    }
}
