package dev.coppice.eval.analysis.tensor;

import dev.coppice.compress.spectral.BandSums;
import dev.coppice.eval.page.DataTable;
import dev.coppice.eval.page.Heat;
import dev.coppice.eval.page.Html;
import dev.coppice.eval.page.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Spectra of tensors on a page for a browser. */
final class TensorHtml {
    /** Powers of ten between the palest and the deepest ground. */
    private static final int DECADES = 5;

    private TensorHtml() {}

    static Html of(TensorSection section) {
        List<Html> body = new ArrayList<>();
        body.add(Html.element(
                "p",
                "Mean over " + section.images()
                        + " pictures. A column holds the share of a tensor's energy in a band, in per"
                        + " cent; its title is the band's upper end, in cycles per shorter side of the map. A ground is deeper by"
                        + " the logarithm of the share."));
        section.withoutGradients()
                .ifPresentOrElse(
                        reason -> body.add(Html.element("p", "There are no gradients: " + reason)),
                        () -> body.add(table(section, "Gradient of the loss", entry -> entry.spectrum()
                                .gradient())));
        body.add(table(section, "Features", entry -> entry.spectrum().feature()));
        List<List<String>> why = new ArrayList<>(List.of(List.of("tensor", "why it was chosen")));
        section.tensors().forEach(entry -> why.add(List.of(entry.name(), entry.reason())));
        body.add(Html.element("details")
                .add(
                        Html.element("summary", "Why these tensors"),
                        DataTable.texts("Tensors", why, 1).draw()));
        if (!section.leftOut().isEmpty()) {
            body.add(Html.element(
                            "p",
                            "Left out, as there are too many: " + String.join(", ", section.leftOut())
                                    + ". Name tensors to analyse any number of them.")
                    .of("note"));
        }
        return Html.all(body);
    }

    private static Html table(TensorSection section, String what, Function<TensorSection.Entry, BandSums> energy) {
        List<Integer> octaves = section.octaves();
        List<String> headings = new ArrayList<>(List.of("tensor", "shape"));
        octaves.forEach(octave -> headings.add("to " + octave));
        List<List<Html>> rows = new ArrayList<>();
        for (TensorSection.Entry entry : section.tensors()) {
            List<Html> row = new ArrayList<>();
            row.add(Html.name(entry.name()));
            row.add(Html.text(entry.shape().toString()));
            double total = energy.apply(entry).total();
            entry.byOctave(energy.apply(entry), octaves).forEach(sum -> row.add(share(sum, total)));
            rows.add(row);
        }
        return new DataTable(what + ": share of energy in each band, %", headings, rows, List.of()).draw();
    }

    private static Html share(double sum, double total) {
        double share = total == 0 ? 0 : sum / total;
        return Heat.cell(
                Double.isNaN(share) ? Numbers.MISSING : Numbers.decimals(100 * share, 2),
                share > 0 ? 1 + Math.log10(share) / DECADES : 0);
    }
}
