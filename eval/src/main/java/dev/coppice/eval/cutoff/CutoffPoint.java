package dev.coppice.eval.cutoff;

import dev.coppice.models.measure.Drop;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.resample.Grid;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One tensor low-passed at one grid, and the cost. Missing figures are NaN.
 *
 * @param tensor name of the tensor
 * @param grid grid of the band limit, relative to the network's input
 * @param accuracy accuracy with the low-pass in place, in [0, 1]
 * @param drop drop of the accuracy against the unchanged network; below 0 if the low-pass helps
 * @param lossIncrease ΔL of the mean cross-entropy, in nats; below 0 if the low-pass helps
 * @param discrepancy R(ν) = |ΔL| / L; not bounded by 1, and large if L is small
 * @param classDrops IoU that each class loses, in class order
 */
public record CutoffPoint(
        String tensor,
        Grid grid,
        double accuracy,
        double drop,
        double lossIncrease,
        double discrepancy,
        Map<String, Double> classDrops) {
    public CutoffPoint {
        classDrops = Collections.unmodifiableMap(new LinkedHashMap<>(classDrops));
    }

    static CutoffPoint of(String tensor, Grid grid, Evaluation original, Evaluation passed) {
        double increase = passed.crossEntropy() - original.crossEntropy();
        Map<String, Double> drops = new LinkedHashMap<>();
        original.perClass()
                .forEach((name, iou) ->
                        drops.put(name, Drop.of(iou, passed.perClass().getOrDefault(name, 0.0))));
        return new CutoffPoint(
                tensor,
                grid,
                passed.accuracy(),
                Drop.of(original.accuracy(), passed.accuracy()),
                increase,
                Math.abs(increase) / original.crossEntropy(),
                drops);
    }

    /** The classes whose IoU falls by more than this, the largest drop first. */
    public List<String> payers(double more) {
        return classDrops.entrySet().stream()
                .filter(entry -> entry.getValue() > more)
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
