package dev.coppice.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * One line about a task: {@code evaluate: 12 of 101, 3.4/s, 26 s left, mIoU 0.70}. On a narrow terminal parts are left out
 * in this order: the task's name is shortened, then the rate goes, the first details, the time left, and the name.
 *
 * @param task the name of the task
 * @param count the number of items done
 * @param pace the rate and the time left, in this order; empty while unknown
 * @param details the figures to show, the most important last
 */
record ProgressLine(String task, String count, List<String> pace, List<String> details) {
    private static final int SHORT_NAME = 12;
    private static final int FEWEST_DETAILS = 2;

    ProgressLine {
        pace = List.copyOf(pace);
        details = List.copyOf(details);
    }

    /** The line in at most this many characters. */
    String within(int width) {
        int name = Math.max(
                Math.min(SHORT_NAME, task.length()), task.length() - (toString().length() - width));
        ProgressLine line = new ProgressLine(shortened(task, name), count, pace, details);
        while (line.toString().length() > width && !line.isShortest()) {
            line = line.shorter();
        }
        return width < 1 ? "" : shortened(line.toString(), width);
    }

    private boolean isShortest() {
        return task.isEmpty();
    }

    private ProgressLine shorter() {
        if (pace.size() > 1) {
            return new ProgressLine(task, count, pace.subList(1, pace.size()), details);
        }
        if (details.size() > FEWEST_DETAILS) {
            return new ProgressLine(task, count, pace, details.subList(1, details.size()));
        }
        return pace.isEmpty()
                ? new ProgressLine("", count, pace, details)
                : new ProgressLine(task, count, List.of(), details);
    }

    private static String shortened(String text, int length) {
        return length >= text.length() ? text : text.substring(0, length - 1) + "…";
    }

    /** All of it. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        parts.add(task.isEmpty() ? count : task + ": " + count);
        parts.addAll(pace);
        parts.addAll(details);
        return String.join(", ", parts);
    }
}
