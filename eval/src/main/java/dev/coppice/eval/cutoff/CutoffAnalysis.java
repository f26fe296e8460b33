package dev.coppice.eval.cutoff;

import dev.coppice.compress.grid.LowPass;
import dev.coppice.compress.grid.rule.OwnGrids;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.CancelledException;
import dev.coppice.models.measure.Drop;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Analysis that finds the cut-off of each tensor alone. It puts a low-pass in place, measures the accuracy with forward
 * passes over the data, and accepts a grid if the accuracy stays. It retrains nothing and needs no gradient. The search
 * assumes that the drop grows with coarser grids and halves the ladder: of g grids it measures about log₂ g per tensor.
 *
 * @param network network to analyse, unchanged
 * @param tensors feature maps to analyse; the network's output is always analysed too, last
 * @param ladder grids to choose from
 * @param kind kind of the low-pass
 * @param tolerance largest accepted cost
 * @param evaluator measures accuracy, always on the same images; without its loss ΔL stays unknown
 * @param fingerprint everything else that decides the result; a file with another fingerprint is refused
 */
public record CutoffAnalysis(
        Network network,
        List<String> tensors,
        List<Grid> ladder,
        Resampling kind,
        CutoffTolerance tolerance,
        Evaluator evaluator,
        Fingerprint fingerprint) {
    /** The file of the measurements, one line per tensor and grid. */
    public static final String RESULTS = "cutoffs.csv";

    public CutoffAnalysis {
        String output = network.card().output().name();
        tensors = Stream.concat(tensors.stream().filter(t -> !t.equals(output)), Stream.of(output))
                .distinct()
                .toList();
        ladder = ladder.stream()
                .distinct()
                .sorted(Comparator.comparingDouble(CutoffAnalysis::fineness).reversed())
                .toList();
        if (ladder.isEmpty()) {
            throw new InvalidInputException("There is no grid to try. Give some, such as 1/2,1/4,1/8.");
        }
    }

    private static double fineness(Grid grid) {
        double height = (double) grid.share(0).p() / grid.share(0).q();
        return height * grid.share(1).p() / grid.share(1).q();
    }

    /**
     * Measures what {@code cutoffs.csv} lacks, with a progress line per tensor.
     *
     * @throws InvalidInputException if a tensor is unknown (all unknown ones are listed), or the file has other options
     * @throws CancelledException if asked to stop; what was measured stays in the file
     */
    public CutoffResult run(Path folder, Progress progress, Cancellation cancellation) {
        refuseUnknown();
        CutoffFile file = CutoffFile.open(folder.resolve(RESULTS), fingerprint);
        Evaluation original = evaluator.evaluate(network);
        progress.course(String.format(
                Locale.ROOT, "original: mIoU %.4f, loss %.4f", original.accuracy(), original.crossEntropy()));
        OwnGrids own = OwnGrids.of(network);
        List<CutoffFrequency> frequencies = new ArrayList<>();
        for (String tensor : tensors) {
            try {
                cancellation.check();
                frequencies.add(frequency(tensor, own, original, file));
            } catch (CancelledException e) {
                throw new CancelledException("Interrupted at tensor '" + tensor + "', " + (frequencies.size() + 1)
                        + " of " + tensors.size() + ". The same command goes on from '" + folder.resolve(RESULTS)
                        + "'.");
            }
            progress.course(frequencies.size() + " of " + tensors.size() + "  "
                    + line(frequencies.get(frequencies.size() - 1)));
        }
        return new CutoffResult(network.card().name(), original, kind, tolerance, ladder, frequencies);
    }

    private void refuseUnknown() {
        Predicate<String> unknown = tensor -> !network.graph().hasTensor(tensor);
        List<String> wrong = tensors.stream().filter(unknown).toList();
        if (!wrong.isEmpty()) {
            throw new InvalidInputException("Network '" + network.card().name() + "' has no tensor "
                    + wrong.stream().map(t -> "'" + t + "'").collect(Collectors.joining(", "))
                    + ". Take names that inspect lists.");
        }
    }

    private CutoffFrequency frequency(String tensor, OwnGrids own, Evaluation original, CutoffFile file) {
        if (!own.has(tensor)) {
            return new CutoffFrequency(
                    tensor, "", Optional.empty(), List.of(), "it is not a map with height and width");
        }
        String at = own.of(tensor).toString();
        if (own.exceedsInput(tensor)) {
            String reason = "it is finer than the input and could not be carried back";
            return new CutoffFrequency(tensor, at, Optional.empty(), List.of(), reason);
        }
        List<Grid> coarser =
                ladder.stream().filter(grid -> own.isFiner(tensor, grid)).toList();
        if (coarser.isEmpty()) {
            return new CutoffFrequency(
                    tensor, at, Optional.empty(), List.of(), "no grid of the ladder is coarser than its own");
        }
        List<CutoffPoint> points = new ArrayList<>();
        int good = -1;
        int bad = coarser.size();
        while (bad - good > 1) {
            int middle = (good + bad) / 2;
            Grid grid = coarser.get(middle);
            CutoffPoint point = file.find(tensor, grid).orElseGet(() -> file.add(measured(tensor, grid, original)));
            points.add(point);
            if (tolerance.allows(point)) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        points.sort(Comparator.comparingInt(point -> coarser.indexOf(point.grid())));
        Optional<Grid> cutoff = good < 0 ? Optional.empty() : Optional.of(coarser.get(good));
        return new CutoffFrequency(tensor, at, cutoff, points, "");
    }

    private CutoffPoint measured(String tensor, Grid grid, Evaluation original) {
        Network passed = LowPass.at(network, tensor, grid, kind).applied(network);
        return CutoffPoint.of(tensor, grid, original, evaluator.evaluate(passed));
    }

    private static String line(CutoffFrequency frequency) {
        if (!frequency.declined().isEmpty()) {
            return frequency.tensor() + " left out: " + frequency.declined();
        }
        String drops = frequency.points().stream()
                .map(p -> Drop.text(p.drop(), "-") + " points at " + p.grid())
                .collect(Collectors.joining(", "));
        return frequency.tensor() + " on " + frequency.own() + ": cut-off "
                + frequency.cutoff().map(Grid::toString).orElse("none") + " (drop " + drops + ")";
    }
}
