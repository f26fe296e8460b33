package dev.coppice.cli.terminal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A table in plain text: words flush left, figures flush right, two spaces between columns. */
public final class TextTable {
    private static final String GAP = "  ";

    private final Set<Integer> words = new HashSet<>();
    private final List<List<String>> rows = new ArrayList<>();

    /** Creates a table with this heading; the first columns hold words, as many as given, and the others hold figures. */
    public TextTable(int leftColumns, String... heading) {
        for (int c = 0; c < leftColumns; c++) {
            words.add(c);
        }
        rows.add(List.of(heading));
    }

    /** Makes a column, counted from 0, hold words. */
    public TextTable words(int column) {
        words.add(column);
        return this;
    }

    /** Adds a row with as many cells as the heading. */
    public TextTable row(String... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException(cells.length + " cells under " + rows.get(0));
        }
        rows.add(List.of(cells));
        return this;
    }

    @Override
    public String toString() {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        return String.join("\n", rows.stream().map(row -> line(row, widths)).toList());
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < widths.length; c++) {
            String padding = " ".repeat(widths[c] - row.get(c).length());
            line.append(c == 0 ? "" : GAP);
            line.append(words.contains(c) ? row.get(c) + padding : padding + row.get(c));
        }
        return line.toString().stripTrailing();
    }
}
