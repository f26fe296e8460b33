package dev.coppice.eval.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportMarkdownTest {
    private final String page = ReportMarkdown.format(Reports.quartered());

    @Test
    void says_losses_and_gains_in_one_breath() {
        assertThat(page).contains("mIoU went from 60.00 % to 58.50 % (drop 1.50 points); 1 of 2 classes lost IoU.");
    }

    @Test
    void compares_with_the_better_of_the_original_and_the_original_retrained_alike() {
        assertThat(ReportMarkdown.format(Reports.quarteredBesideRetrainedOriginal()))
                .contains(
                        "The original retrained alike has 62.00 %; against the better of the two, the original retrained"
                                + " alike, the compressed network's drop is 3.50 points.");
    }

    @Test
    void classes_stand_from_the_largest_loss_to_the_largest_gain() {
        assertThat(page)
                .contains(
                        "| pole | 30.00 % | 10.00 % | 26.00 % | 4.00 |\n| sky | 90.00 % | 50.00 % | 91.00 % | -1.00 |");
    }

    @Test
    void predictions_stand_apart_from_measurements() {
        int predicted = page.indexOf("## Predicted");
        int measured = page.indexOf("## Measured");

        assertThat(page.substring(predicted, measured))
                .contains("| MACs | 8 M | 2 M | 2 M |")
                .contains("| MACs, share of the original | 100.0 % | 25.0 % | 25.0 % |")
                .contains("| parameters | 80 k | 20 k | 20 k |");
        assertThat(page.substring(measured))
                .contains("| ONNX file | 400 kB | 100 kB | 100 kB |")
                .contains("| median latency, one thread | 40.0 ms | 10.0 ms | 10.0 ms |")
                .contains("| times as fast, one thread | 1.00× | 4.00× | 4.00× |")
                .contains("| median latency, all cores | 24.0 ms | 8.00 ms | 8.00 ms |")
                .contains("| times as fast, all cores | 1.00× | 3.00× | 3.00× |")
                .contains("Latency: ONNX Runtime 1.29.0 on AMD EPYC");
    }

    @Test
    void what_was_planned_stands_beside_what_was_measured() {
        assertThat(ReportMarkdown.format(Reports.quarteredToABudget()))
                .contains("Budget latency=25%: decoder on 1/4 of the grid; predicted 9.5 ms.")
                .contains(
                        "| planned | predicted | measured |\n|---|---:|---:|\n| latency on one thread | 9.5 ms | 10 ms |\n"
                                + "| drop before training | 25.00 points | 30.00 points |")
                .contains("Predicted time by operator: Conv 9.00 ms.")
                .contains("| * | 9.5 ms |");
    }

    @Test
    void says_what_a_reader_must_know() {
        assertThat(page)
                .contains(
                        "The best weights were chosen on split 'held-out' (2 pictures) and accuracy is measured on other"
                                + " pictures, split 'val' (3).")
                .contains("left out of the mean: car.")
                .contains("wrong wherever predicted: void.")
                .contains("| head\\|out | reaches the output |")
                .contains("differ by at most 1.0e-06 (relative 2.0e-07) on 4 inputs")
                .contains("- A note.");
    }
}
