package dev.coppice.eval.report;

import java.util.ArrayList;
import java.util.List;

/** Tables in Markdown. */
public final class MarkdownTable {
    private MarkdownTable() {}

    /**
     * The lines of a table.
     *
     * @param rows the rows; the first holds the headings
     * @param words indices of columns that hold words and not numbers, besides the first
     */
    public static List<String> lines(List<List<String>> rows, Integer... words) {
        List<String> lines = new ArrayList<>();
        lines.add(line(rows.get(0)));
        StringBuilder alignment = new StringBuilder("|---|");
        for (int i = 1; i < rows.get(0).size(); i++) {
            alignment.append(List.of(words).contains(i) ? "---|" : "---:|");
        }
        lines.add(alignment.toString());
        rows.stream().skip(1).map(MarkdownTable::line).forEach(lines::add);
        return lines;
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells.stream().map(MarkdownTable::cell).toList()) + " |";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("\\s*\\R\\s*", "; ");
    }
}
