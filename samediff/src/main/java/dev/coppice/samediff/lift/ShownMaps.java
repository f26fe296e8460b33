package dev.coppice.samediff.lift;

import dev.coppice.samediff.lowering.GraphValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;

/**
 * Maps that an earlier lowering computes as N×C×H×W and shows as N×H×W×C. Such a map is a permutation of an inner variable
 * and has the user's name.
 *
 * @param names the user's name by inner variable
 * @param permutations names of the operators between both
 */
record ShownMaps(Map<String, String> names, List<SameDiffOp> permutations) {
    static ShownMaps of(SameDiff sd) {
        Map<String, String> names = new HashMap<>();
        List<SameDiffOp> permutations = new ArrayList<>();
        for (SameDiffOp op : sd.getOps().values()) {
            if (op.getOp() instanceof DynamicCustomOp custom && shows(op, custom)) {
                names.put(op.getInputsToOp().get(0), op.getOutputsOfOp().get(0));
                permutations.add(op);
            }
        }
        return new ShownMaps(names, permutations);
    }

    private static boolean shows(SameDiffOp op, DynamicCustomOp custom) {
        long[] turn = Arrays.stream(LiftedTensors.TO_NHWC).asLongStream().toArray();
        return custom.opName().equals("permute")
                && Arrays.equals(custom.iArgs(), turn)
                && GraphValues.isInner(op.getInputsToOp().get(0))
                && !GraphValues.isInner(op.getOutputsOfOp().get(0));
    }

    /** Whether the variable only shows an inner one, which all other operators read. */
    boolean isAside(String variable, Dependence dependence) {
        return names.entrySet().stream()
                .anyMatch(e -> e.getValue().equals(variable) && dependence.readers(e.getKey()) > 1);
    }
}
