package dev.coppice.eval.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.budget.BudgetKind;
import dev.coppice.compress.budget.BudgetOutcome;
import dev.coppice.compress.budget.Frontier;
import dev.coppice.compress.budget.FrontierPoint;
import dev.coppice.compress.budget.KeptWidths;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.models.measure.Metric;
import dev.coppice.models.measure.Progress;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrontierTableTest {
    private static final double NO_PICTURES = Double.NaN;

    /** Points from 100 ms down to 1 ms, one per millisecond, each a thousandth of the mIoU apart. */
    private static BudgetOutcome outcome(FrontierPoint chosen, double mIoU) {
        List<FrontierPoint> points = new ArrayList<>();
        for (int i = 0; i < 99; i++) {
            points.add(point(i, 99 - i, mIoU - (i + 1) / 1000.0));
        }
        Frontier frontier = new Frontier(point(0, 100, mIoU), points, List.of(), List.of());
        return new BudgetOutcome(
                new CompressionPlan("hash", List.of(), List.of()), frontier, chosen, OptionalDouble.empty());
    }

    private static FrontierPoint point(int index, double price, double mIoU) {
        KeptWidths widths = new KeptWidths(Map.of("a", index), 1, 0.5);
        return new FrontierPoint(index, Optional.empty(), widths, 0, price, 2 - price / 100, mIoU);
    }

    @Test
    void a_dozen_rows_are_evenly_spread_in_price_with_the_chosen_one_among_them() {
        List<List<String>> rows = FrontierTable.rows(BudgetKind.LATENCY, outcome(point(70, 30.5, 0.6295), 0.7));

        assertThat(rows.get(0))
                .containsExactly("", "latency", "share", "drop before training", "layers cut", "to", "grid");
        assertThat(rows.subList(1, rows.size()))
                .extracting(row -> row.get(1))
                .containsExactly(
                        "100 ms", "91 ms", "82 ms", "73 ms", "64 ms", "55 ms", "46 ms", "37 ms", "30.5 ms", "28 ms",
                        "19 ms", "10 ms", "1 ms");
        assertThat(rows).filteredOn(row -> row.get(0).equals("*")).hasSize(1);
        assertThat(rows.get(9)).containsExactly("*", "30.5 ms", "30.5 %", "7.05", "1", "50 %", "none");
    }

    @Test
    void without_pictures_the_estimated_loss_stands_in_place_of_the_drop() {
        List<List<String>> rows =
                FrontierTable.rows(BudgetKind.LATENCY, outcome(point(70, 30, NO_PICTURES), Double.NaN));

        assertThat(rows.get(0)).contains("loss, estimated");
        assertThat(rows.get(rows.size() - 1)).contains("0.990");
    }

    @Test
    void lines_of_text_stand_in_columns() {
        List<String> lines = FrontierTable.lines(BudgetKind.LATENCY, outcome(point(70, 30.5, 0.6295), 0.7));

        int grid = lines.get(0).indexOf("grid");
        assertThat(lines).allSatisfy(line -> assertThat(line.charAt(grid - 1)).isEqualTo(' '));
        assertThat(lines.get(9)).startsWith("*  30.5 ms   30.5 %");
    }

    @Test
    void the_files_hold_every_point(@TempDir Path folder) throws Exception {
        FrontierFiles.write(
                folder, Metric.MEAN_IOU, BudgetKind.LATENCY, outcome(point(70, 30.5, 0.6295), 0.7), Progress.SILENT);

        List<String> lines = Files.readAllLines(folder.resolve("frontier.csv"));
        BufferedImage picture = ImageIO.read(folder.resolve("frontier.png").toFile());
        assertThat(lines).hasSize(101).startsWith("index,grid,price,share,loss,miou,drop,what");
        assertThat(lines.get(100)).isEqualTo("98,none,1,0.01,1.99,0.601,0.099,1 layer to 50 % of its channels");
        assertThat(picture.getWidth()).isEqualTo(900);
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("frontier.csv", "frontier.png");
    }
}
