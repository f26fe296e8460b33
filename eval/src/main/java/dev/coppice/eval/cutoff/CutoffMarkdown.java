package dev.coppice.eval.cutoff;

import dev.coppice.models.measure.Drop;
import dev.coppice.models.resample.Grid;
import java.util.ArrayList;
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
        lines.add(String.format(
                Locale.ROOT,
                "The coarsest grid whose low-pass in place (%s, down and up again) costs at most %s on %s."
                        + " Nothing else is changed and nothing is retrained. The unchanged network has mIoU %.4f and"
                        + " cross-entropy %.4f.",
                result.kind().id(),
                result.tolerance(),
                section.images(),
                result.original().accuracy(),
                result.original().crossEntropy()));
        lines.add("");
        lines.add("The search halves the ladder, so some grids are not measured (" + MISSING
                + "). ΔL and R are those at the"
                + " cut-off. R is the relative discrepancy |ΔL| / L, which is not bounded by 1. The last column names the"
                + " classes that lose most at the next coarser grid that was measured.");
        lines.add("");
        String grids = result.ladder().stream().map(grid -> "drop at " + grid).collect(Collectors.joining(" | "));
        lines.add("| tensor | lies on | cut-off | " + grids + " | ΔL | R | lose most |");
        lines.add("|---|---|---|" + "---:|".repeat(result.ladder().size() + 2) + "---|");
        result.frequencies().forEach(frequency -> lines.add(line(frequency, result)));
        lines.add("");
        lines.add("![Drop by tensor and grid](" + CutoffSection.PICTURE + ")");
        return lines;
    }

    private static String line(CutoffFrequency frequency, CutoffResult result) {
        if (!frequency.declined().isEmpty()) {
            return "| " + cell(frequency.tensor()) + " | " + frequency.own() + " | left out: " + frequency.declined()
                    + " |" + " |".repeat(result.ladder().size() + 3);
        }
        List<String> cells = new ArrayList<>(List.of(
                cell(frequency.tensor()),
                frequency.own(),
                frequency.cutoff().map(Grid::toString).orElse("own")));
        for (Grid grid : result.ladder()) {
            cells.add(frequency.at(grid).map(p -> Drop.text(p.drop(), MISSING)).orElse(MISSING));
        }
        CutoffPoint at = frequency.cutoff().flatMap(frequency::at).orElse(null);
        cells.add(at == null ? MISSING : number("%.4f", at.lossIncrease()));
        cells.add(at == null ? MISSING : number("%.3f", at.discrepancy()));
        cells.add(frequency.beyond().map(p -> payers(p, result)).orElse(MISSING));
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String payers(CutoffPoint point, CutoffResult result) {
        String payers = point.payers(result.tolerance().drop()).stream()
                .limit(MOST_PAYERS)
                .map(name -> cell(name) + " " + Drop.text(point.classDrops().getOrDefault(name, 0.0), MISSING))
                .collect(Collectors.joining(", "));
        return payers.isEmpty() ? MISSING : payers + " at " + point.grid();
    }

    private static String number(String format, double figure) {
        return Double.isNaN(figure) ? MISSING : String.format(Locale.ROOT, format, figure);
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
