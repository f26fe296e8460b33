package dev.coppice.eval.analysis.output;

import dev.coppice.eval.page.DataTable;
import dev.coppice.eval.page.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The output's spectra on a page for a browser. */
final class OutputHtml {
    private OutputHtml() {}

    static Html of(OutputSection section) {
        Map<String, FrequencyPlot> plots = OutputPictures.plots(section);
        List<Html> body = new ArrayList<>();
        body.add(Html.element("p", OutputMarkdown.sentence(section.spectrum())));
        if (!section.spectrum().lowPassed().isEmpty()) {
            body.add(DataTable.texts("A coarser grid for the logits", OutputMarkdown.gridRows(section.spectrum()))
                    .draw());
            body.add(Html.element("p", OutputMarkdown.GRIDS).of("note"));
        }
        body.add(DataTable.texts("Which classes lose", OutputMarkdown.classRows(section))
                .draw());
        body.add(Html.element("div")
                .of("plots")
                .add(plots.values().stream().map(FrequencyPlot::html).toList()));
        return Html.all(body);
    }
}
