package dev.coppice.cli.command;

import dev.coppice.cli.terminal.Figures;
import dev.coppice.cli.terminal.TextTable;
import dev.coppice.eval.annotation.Efficacy;
import dev.coppice.eval.annotation.Estimates;
import dev.coppice.eval.annotation.Estimator;
import dev.coppice.eval.annotation.LabellingCost;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The worth and cost of block labels of several sizes, as a table. */
record EstimatesTable(Estimates estimates) {
    String text() {
        String where = estimates.images() + " pictures of " + estimates.data() + "/"
                + String.join("+", estimates.splits()) + ", ν = "
                + String.format(Locale.ROOT, "%.1f", estimates.frequency()) + " cycles"
                + estimates.reference().map(name -> ", logits of " + name).orElse("");
        return where + "\n\n" + worth() + "\n\n" + cost();
    }

    private String worth() {
        List<Estimator> shown = new ArrayList<>(List.of(Estimator.values()));
        if (estimates.reference().isEmpty()) {
            shown.remove(Estimator.E2);
        }
        boolean measured = !estimates.measured().isEmpty();
        List<String> heading = new ArrayList<>(List.of("M"));
        shown.forEach(estimator -> heading.add(estimator.title()));
        heading.add("pixel acc.");
        if (measured) {
            heading.add("measured mIoU");
        }
        TextTable table = new TextTable(1, heading.toArray(String[]::new));
        for (Efficacy size : estimates.sizes()) {
            List<String> cells = new ArrayList<>(List.of(Integer.toString(size.side())));
            shown.forEach(estimator -> cells.add(Figures.accuracy(estimator.of(size))));
            cells.add(Figures.accuracy(size.labels().secondary()));
            if (measured) {
                cells.add(Figures.accuracy(estimates.measured().getOrDefault(size.side(), Double.NaN)));
            }
            table.row(cells.toArray(String[]::new));
        }
        if (measured) {
            List<String> cells = new ArrayList<>(List.of("Spearman"));
            shown.forEach(estimator -> cells.add(Figures.accuracy(estimator.correlation(estimates))));
            cells.addAll(List.of("", ""));
            table.row(cells.toArray(String[]::new));
        }
        return table.toString();
    }

    private String cost() {
        TextTable table = new TextTable(
                1, "M", "clicks N/M²", "saved", "boundary blocks P/M", "saved", "blocks of several classes");
        for (Efficacy size : estimates.sizes()) {
            LabellingCost cost = size.cost();
            table.row(
                    Integer.toString(size.side()),
                    Figures.count(cost.blocks()),
                    Figures.times(cost.clickSaving()),
                    Figures.count(Math.round(cost.boundaryBlocks())),
                    Figures.times(cost.boundarySaving()),
                    Figures.count(cost.mixed()));
        }
        return table.toString();
    }
}
