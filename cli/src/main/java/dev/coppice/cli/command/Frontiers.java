package dev.coppice.cli.command;

import dev.coppice.cli.terminal.TextTable;
import dev.coppice.eval.report.Planned;
import java.util.ArrayList;
import java.util.List;

/** The frontier of a planner and its choice, as text. */
final class Frontiers {
    private Frontiers() {}

    /** The predicted figures beside the measured ones. */
    static String promised(Planned planned) {
        TextTable table = new TextTable(1, "planned", "predicted", "measured");
        planned.predictions().forEach(p -> table.row(p.figure(), p.predictedText(), p.measuredText()));
        return table.toString();
    }

    /** The frontier, then predicted beside measured figures, with an empty line around each. */
    static List<String> lines(Planned planned) {
        List<List<String>> rows = planned.frontier();
        TextTable frontier = new TextTable(1, rows.get(0).toArray(String[]::new));
        rows.subList(1, rows.size()).forEach(row -> frontier.row(row.toArray(String[]::new)));
        List<String> lines = new ArrayList<>();
        lines.addAll(List.of("", frontier.toString(), "", promised(planned)));
        return lines;
    }
}
