package dev.coppice.eval.cutoff;

import dev.coppice.eval.report.MarkdownTable;
import dev.coppice.models.measure.Drop;
import dev.coppice.models.resample.Grid;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Cut-offs as a section of a Markdown page. */
final class CutoffMarkdown {
    private static final String MISSING = "–";
    private static final int MOST_PAYERS = 3;

    private CutoffMarkdown() {}

    static List<String> lines(CutoffSection section) {
        CutoffResult result = section.result();
        List<String> lines = new ArrayList<>();
        lines.add("## Cut-off of each tensor");
        lines.add("");
        lines.add(sentence(section));
        lines.add("");
        lines.add("The search halves the ladder, so some grids are not measured (" + MISSING
                + "). ΔL and R are those at the"
                + " cut-off. R is the relative discrepancy |ΔL| / L, which is not bounded by 1. The last column names the"
                + " classes that lose most at the next coarser grid that was measured.");
        lines.add("");
        lines.addAll(MarkdownTable.lines(rows(result), 1, 2, result.ladder().size() + 5));
        lines.add("");
        lines.add("![Drop by tensor and grid](" + CutoffSection.PICTURE + ")");
        return lines;
    }

    /** What a cut-off is, and where it was measured. */
    static String sentence(CutoffSection section) {
        CutoffResult result = section.result();
        return String.format(
                Locale.ROOT,
                "The coarsest grid whose low-pass in place (%s, down and up again) costs at most %s on %s."
                        + " Nothing else is changed and nothing is retrained. The unchanged network has mIoU %.4f and"
                        + " cross-entropy %.4f.",
                result.kind().id(),
                result.tolerance(),
                section.images(),
                result.original().accuracy(),
                result.original().crossEntropy());
    }

    /** The tensors; the first row holds the headings. */
    static List<List<String>> rows(CutoffResult result) {
        List<String> head = new ArrayList<>(List.of("tensor", "lies on", "cut-off"));
        result.ladder().forEach(grid -> head.add("drop at " + grid));
        head.addAll(List.of("ΔL", "R", "lose most"));
        List<List<String>> rows = new ArrayList<>(List.of(head));
        result.frequencies().forEach(frequency -> rows.add(row(frequency, result)));
        return rows;
    }

    private static List<String> row(CutoffFrequency frequency, CutoffResult result) {
        if (!frequency.declined().isEmpty()) {
            List<String> cells =
                    new ArrayList<>(List.of(frequency.tensor(), frequency.own(), "left out: " + frequency.declined()));
            cells.addAll(Collections.nCopies(result.ladder().size() + 3, ""));
            return cells;
        }
        List<String> cells = new ArrayList<>(List.of(
                frequency.tensor(),
                frequency.own(),
                frequency.cutoff().map(Grid::toString).orElse("own")));
        for (Grid grid : result.ladder()) {
            cells.add(frequency.at(grid).map(p -> Drop.text(p.drop(), MISSING)).orElse(MISSING));
        }
        CutoffPoint at = frequency.cutoff().flatMap(frequency::at).orElse(null);
        cells.add(at == null ? MISSING : number("%.4f", at.lossIncrease()));
        cells.add(at == null ? MISSING : number("%.3f", at.discrepancy()));
        cells.add(frequency.beyond().map(p -> payers(p, result)).orElse(MISSING));
        return cells;
    }

    private static String payers(CutoffPoint point, CutoffResult result) {
        String payers = point.payers(result.tolerance().drop()).stream()
                .limit(MOST_PAYERS)
                .map(name -> name + " " + Drop.text(point.classDrops().getOrDefault(name, 0.0), MISSING))
                .collect(Collectors.joining(", "));
        return payers.isEmpty() ? MISSING : payers + " at " + point.grid();
    }

    private static String number(String format, double figure) {
        return Double.isNaN(figure) ? MISSING : String.format(Locale.ROOT, format, figure);
    }
}
