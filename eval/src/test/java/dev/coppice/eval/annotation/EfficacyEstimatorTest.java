package dev.coppice.eval.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.BlockAnnotation;
import dev.coppice.models.data.BlockCounts;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.ImageFolder;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.SpreadSubset;
import dev.coppice.models.data.SyntheticScenes;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.models.zoo.Zoo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EfficacyEstimatorTest {
    private static final List<Integer> SIDES = List.of(1, 2, 4, 8, 16);
    private static final Dataset SCENES = new SyntheticScenes(Zoo.STREET_SEED, 6, 1);

    /** Rounding of double sums over a picture's frequencies. */
    private static final double ROUNDING = 1e-9;

    @Test
    void every_estimate_gets_worse_with_larger_blocks_and_full_labels_are_perfect() {
        Estimates estimates = estimate(SCENES, Optional.of(Zoo.street()), SIDES);

        assertThat(estimates.images()).isEqualTo(6);
        Efficacy full = estimates.sizes().get(0);
        assertThat(full.agreement()).isEqualTo(1);
        assertThat(full.ownAgreement()).isEqualTo(1);
        assertThat(full.lossDiscrepancy()).isZero();
        assertThat(full.labels().accuracy()).isEqualTo(1);
        assertThat(full.closedForm()).isEqualTo(1);
        for (int i = 1; i < SIDES.size(); i++) {
            Efficacy finer = estimates.sizes().get(i - 1);
            Efficacy coarser = estimates.sizes().get(i);
            assertThat(coarser.agreement()).isLessThan(finer.agreement());
            assertThat(coarser.lossDiscrepancy()).isGreaterThan(finer.lossDiscrepancy());
            assertThat(coarser.labels().accuracy()).isLessThan(finer.labels().accuracy());
            assertThat(coarser.closedForm()).isLessThan(finer.closedForm());
        }
    }

    @Test
    void clicks_are_counted_in_both_models() {
        LabellingCost cost =
                estimate(SCENES, Optional.empty(), List.of(12)).sizes().get(0).cost();

        // 192 / 12 = 16 rows of ⌈256 / 12⌉ = 22 blocks
        assertThat(cost.pixels()).isEqualTo(6 * 192 * 256);
        assertThat(cost.blocks()).isEqualTo(6 * 16 * 22);
        assertThat(cost.boundaryBlocks()).isEqualTo(cost.boundary() / 12);
        Set<String> mixed = new HashSet<>();
        for (String name : SCENES.names("train")) {
            LabelMap labels = SCENES.sample("train", name).labels();
            for (int p = 0; p < 192 * 256; p++) {
                int x = p % 256;
                int y = p / 256;
                if (labels.at(x, y) != labels.at(x / 12 * 12, y / 12 * 12)) {
                    mixed.add(name + " " + x / 12 + " " + y / 12);
                }
            }
        }
        assertThat(cost.mixed()).isEqualTo(mixed.size());
    }

    @Test
    void without_a_limit_the_spectral_agreement_is_that_of_the_pixels() {
        LabelMap full = SCENES.sample("train", "scene00001").labels();
        LabelMap blocks = BlockCounts.of(full, 8, 8).hard(0);
        SpectralAgreement agreement = new SpectralAgreement(8, 192);
        agreement.add(full, blocks);
        double wrong = 0;
        for (int p = 0; p < 192 * 256; p++) {
            wrong += full.at(p % 256, p / 256) == blocks.at(p % 256, p / 256) ? 0 : 1;
        }

        // Parseval: a wrong pixel is missing in one class and surplus in another
        assertThat(agreement.upTo(1000)).isCloseTo(1 - 2 * wrong / (192 * 256), within(ROUNDING));
        assertThat(agreement.upTo(12)).isGreaterThan(agreement.upTo(1000));
    }

    @Test
    void estimates_are_ranked_by_what_was_measured() {
        Estimates estimates = estimate(SCENES, Optional.empty(), SIDES)
                .withMeasured(Map.of(1, 0.6, 2, 0.61, 4, 0.5, 8, 0.4, 16, 0.3));

        // 1 and 2 changed places: 1 − 6·2 / (5·24)
        assertThat(Estimator.E3.correlation(estimates)).isCloseTo(0.9, within(ROUNDING));
        assertThat(Estimator.E1.correlation(estimates)).isCloseTo(0.9, within(ROUNDING));
        assertThat(Estimator.E2.correlation(estimates)).isNaN();
        assertThat(EstimatesMarkdown.format(estimates)).contains("| Spearman | 0.9000 |");
        assertThat(EstimatesJson.tree(estimates).at("/spearman/E4").asDouble()).isCloseTo(0.9, within(ROUNDING));
    }

    @Test
    void labels_that_are_blocks_already_are_refused() {
        Dataset blocks = new BlockDataset(SCENES, new BlockAnnotation(4, false, List.of("train")));

        assertThatThrownBy(() -> estimate(blocks, Optional.empty(), SIDES))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "The labels of 'synthetic-street-blocks-4' are blocks of 4×4 already; annotation starts from"
                                + " full labels. Name the data set they were made from.");
    }

    @Test
    void real_labels_lose_what_the_reference_measured() {
        Path shared = Path.of(System.getProperty("coppice.shared", "../shared")).resolve("data/camvid");
        assumeThat(shared).as("shared data").matches(Files::exists);
        Dataset camvid = new SpreadSubset(ImageFolder.open(shared), 40);

        List<Efficacy> sizes =
                estimate(camvid, Optional.empty(), List.of(2, 4, 8, 12, 20)).sizes();

        // spectral.md §4, for the test split; these are other streets, so within 3 points
        double[] measured = {0.936, 0.881, 0.800, 0.744, 0.658};
        for (int i = 0; i < measured.length; i++) {
            assertThat(sizes.get(i).labels().accuracy()).isCloseTo(measured[i], offset(0.03));
        }
        for (Efficacy size : sizes.subList(1, sizes.size())) {
            // pessimistic if blobs are smaller than blocks
            assertThat(size.closedForm()).isLessThan(size.labels().accuracy());
        }
    }

    private static Estimates estimate(Dataset data, Optional<Network> reference, List<Integer> sides) {
        return new EfficacyEstimator(data, List.of("train"), reference, Progress.SILENT, new Cancellation())
                .estimate(sides);
    }
}
