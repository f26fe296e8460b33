package dev.coppice.eval.budget;

import dev.coppice.compress.budget.Budget;
import dev.coppice.compress.budget.Recoverability;
import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.eval.latency.profile.ProfiledMachine;
import dev.coppice.eval.metric.CalibrationSubset;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.data.DatasetIdentity;
import java.util.List;
import java.util.Optional;

/**
 * Everything that decides what a search finds.
 *
 * @param channels which channels go and how many a layer may keep
 * @param grids that may be chosen
 * @param machine that is planned for, where the currency is milliseconds
 * @param pictures that losses are measured on
 * @param recoverability how dear rises of the loss are
 */
public record SearchSettings(
        ChannelPruning channels,
        List<GridTruncation> grids,
        Optional<ProfiledMachine> machine,
        Optional<CalibrationSubset> pictures,
        Recoverability recoverability) {
    public SearchSettings {
        grids = List.copyOf(grids);
    }

    /** With the budget that is to be met. */
    Fingerprint of(Budget budget) {
        return Fingerprint.of("BudgetedCut")
                .with("budget", Fingerprint.word(budget.toString()))
                .with("channels", channels.fingerprint())
                .with(
                        "grids",
                        Fingerprint.list(
                                grids.stream().map(GridTruncation::fingerprint).toList()))
                .with(
                        "machine",
                        Fingerprint.list(machine.stream()
                                .map(m -> Fingerprint.word(m.toString()))
                                .toList()))
                .with(
                        "calibration",
                        Fingerprint.list(
                                pictures.stream().map(SearchSettings::of).toList()))
                .with("recoverability", recoverability.fingerprint());
    }

    private static Fingerprint of(CalibrationSubset subset) {
        return Fingerprint.word(DatasetIdentity.of(subset.data(), subset.split()) + ", pictures=" + subset.pictures());
    }
}
