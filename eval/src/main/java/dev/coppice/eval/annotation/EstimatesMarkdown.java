package dev.coppice.eval.annotation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Estimates as a Markdown page. */
final class EstimatesMarkdown {
    private static final String MISSING = "–";

    private EstimatesMarkdown() {}

    static String format(Estimates estimates) {
        List<String> lines = new ArrayList<>();
        lines.add("# Block labels of " + estimates.data());
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "Labels of %d pictures of split %s. Each block of M×M pixels has its most frequent class and is compared with"
                        + " full labels. Nothing was trained for the estimates. E1 sums up to ν = %.1f cycles per"
                        + " shorter side.",
                estimates.images(),
                String.join(" and ", estimates.splits()),
                estimates.frequency()));
        estimates
                .reference()
                .ifPresent(
                        name -> lines.add("E2 is the change of the cross-entropy with the logits of '" + name + "'."));
        lines.add("");
        table(estimates, lines);
        lines.add("");
        lines.add("Cost of labelling by two models, counted on these pictures:");
        lines.add("");
        cost(estimates, lines);
        return String.join("\n", lines) + "\n";
    }

    private static void table(Estimates estimates, List<String> lines) {
        boolean measured = !estimates.measured().isEmpty();
        lines.add(row(Stream.of(
                Stream.of("M"),
                Arrays.stream(Estimator.values()).map(Estimator::title),
                Stream.of("label pixel accuracy"),
                measured ? Stream.of("measured mIoU") : Stream.<String>empty())));
        lines.add("|" + "---:|".repeat(Estimator.values().length + (measured ? 3 : 2)));
        for (Efficacy size : estimates.sizes()) {
            lines.add(row(Stream.of(
                    Stream.of(Integer.toString(size.side())),
                    Arrays.stream(Estimator.values()).map(estimator -> figure(estimator.of(size))),
                    Stream.of(figure(size.labels().secondary())),
                    measured
                            ? Stream.of(figure(estimates.measured().getOrDefault(size.side(), Double.NaN)))
                            : Stream.<String>empty())));
        }
        if (measured) {
            lines.add(row(Stream.of(
                    Stream.of("Spearman"),
                    Arrays.stream(Estimator.values()).map(estimator -> figure(estimator.correlation(estimates))),
                    Stream.of("", ""))));
        }
    }

    private static void cost(Estimates estimates, List<String> lines) {
        lines.add(
                "| M | clicks, one per block (N/M²) | times fewer than one per pixel | boundary blocks (P/M) | times fewer"
                        + " than P | blocks of several classes, counted |");
        lines.add("|---:|---:|---:|---:|---:|---:|");
        for (Efficacy size : estimates.sizes()) {
            LabellingCost cost = size.cost();
            lines.add(String.format(
                    Locale.ROOT,
                    "| %d | %d | %.1f | %.0f | %.1f | %d |",
                    cost.side(),
                    cost.blocks(),
                    cost.clickSaving(),
                    cost.boundaryBlocks(),
                    cost.boundarySaving(),
                    cost.mixed()));
        }
    }

    private static String row(Stream<Stream<String>> cells) {
        return cells.flatMap(cell -> cell).collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String figure(double value) {
        return Double.isNaN(value) ? MISSING : String.format(Locale.ROOT, "%.4f", value);
    }
}
