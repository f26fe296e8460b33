package dev.coppice.eval.page;

import dev.coppice.eval.page.Html.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table with a caption. The first cell of a row is its heading. A table that is wider than the window scrolls by itself.
 *
 * @param caption what it shows; no two tables of a page have the same
 * @param headings headings of the columns, the first one's too
 * @param rows the rows, each as long as the headings
 * @param words indices of columns that hold words and not numbers, besides the first
 */
public record DataTable(String caption, List<String> headings, List<List<Html>> rows, List<Integer> words) {
    public DataTable {
        headings = List.copyOf(headings);
        rows = List.copyOf(rows);
        words = List.copyOf(words);
        for (List<Html> row : rows) {
            if (row.size() != headings.size()) {
                throw new IllegalArgumentException(row.size() + " cells below " + headings.size() + " headings");
            }
        }
    }

    /** A table of texts. */
    public static DataTable texts(String caption, List<List<String>> headingsAndRows, Integer... words) {
        return new DataTable(
                caption,
                headingsAndRows.get(0),
                headingsAndRows.stream()
                        .skip(1)
                        .map(row -> row.stream().map(Html::text).toList())
                        .toList(),
                List.of(words));
    }

    /** The table. */
    public Html draw() {
        List<Html> body = new ArrayList<>();
        for (List<Html> row : rows) {
            body.add(Html.element("tr")
                    .add(IntStream.range(0, row.size())
                            .mapToObj(i -> cell(i, row.get(i)))
                            .toList()));
        }
        Element heads = Html.element("tr")
                .add(IntStream.range(0, headings.size())
                        .mapToObj(i -> head(i, headings.get(i)))
                        .toList());
        return Html.element("div")
                .of("scroll")
                .with("role", "region")
                .with("tabindex", "0")
                .with("aria-label", caption)
                .add(Html.element("table")
                        .add(
                                Html.element("caption", caption),
                                Html.element("thead").add(heads),
                                Html.element("tbody").add(body)));
    }

    private Html head(int column, String text) {
        if (text.isEmpty()) {
            return aligned(Html.element("td"), column);
        }
        return aligned(Html.element("th", text).with("scope", "col"), column);
    }

    private Html cell(int column, Html content) {
        boolean heads = column == 0 && !content.source().isEmpty();
        Element cell = heads ? Html.element("th").with("scope", "row") : Html.element("td");
        return aligned(cell.add(content), column);
    }

    private Element aligned(Element cell, int column) {
        return column == 0 || words.contains(column) ? cell.of("words") : cell;
    }
}
