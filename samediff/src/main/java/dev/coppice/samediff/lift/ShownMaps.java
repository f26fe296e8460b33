package dev.coppice.samediff.lift;

import dev.coppice.samediff.lowering.GraphValues;
import dev.coppice.samediff.view.UserGraph;
import dev.coppice.samediff.view.UserOp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Maps that an earlier lowering computes as N×C×H×W and shows as N×H×W×C. Such a map is a permutation of an inner variable
 * and has the user's name.
 *
 * @param names the user's name by inner variable
 * @param permutations names of the operators between both
 */
record ShownMaps(Map<String, String> names, List<UserOp> permutations) {
    static ShownMaps of(UserGraph graph) {
        Map<String, String> names = new HashMap<>();
        List<UserOp> permutations = new ArrayList<>();
        for (UserOp op : graph.operators()) {
            if (shows(op)) {
                names.put(op.inputs().get(0), op.output());
                permutations.add(op);
            }
        }
        return new ShownMaps(names, permutations);
    }

    private static boolean shows(UserOp op) {
        return InputLayout.permutes(op, LiftedTensors.TO_NHWC)
                && GraphValues.isInner(op.inputs().get(0))
                && !GraphValues.isInner(op.output());
    }

    /** Whether the variable only shows an inner one, which all other operators read. */
    boolean isAside(String variable, Dependence dependence) {
        return names.entrySet().stream()
                .anyMatch(e -> e.getValue().equals(variable) && dependence.readers(e.getKey()) > 1);
    }
}
