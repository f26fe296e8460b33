package dev.coppice.eval.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The lines of a report about its plan. */
final class PlannedMarkdown {
    private final List<String> lines = new ArrayList<>();

    private PlannedMarkdown() {}

    static List<String> lines(Planned planned) {
        PlannedMarkdown page = new PlannedMarkdown();
        page.lines.add("Budget " + planned.budget() + ": " + planned.chosen() + ".");
        page.lines.add("");
        page.lines.addAll(MarkdownTable.lines(predictions(planned.predictions())));
        if (!planned.timeByOperator().isEmpty()) {
            page.lines.add("");
            page.lines.add("Predicted time by operator: " + operators(planned) + ".");
        }
        page.lines.add("");
        page.lines.add("Trades found before training. A star marks the chosen point; `frontier.csv` and"
                + " `frontier.png` hold every point.");
        page.lines.add("");
        page.lines.addAll(MarkdownTable.lines(planned.frontier()));
        return page.lines;
    }

    /** The table of planned, predicted and measured figures. */
    static List<List<String>> predictions(List<Prediction> predictions) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("planned", "predicted", "measured"));
        predictions.forEach(p -> rows.add(List.of(p.figure(), p.predictedText(), p.measuredText())));
        return rows;
    }

    private static String operators(Planned planned) {
        return planned.timeByOperator().entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%s %.2f ms", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}
