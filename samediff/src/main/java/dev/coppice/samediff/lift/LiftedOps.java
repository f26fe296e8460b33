package dev.coppice.samediff.lift;

import dev.coppice.models.InvalidInputException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.buffer.DataType;

/** Lifter of operators in order; it collects operators without a counterpart. */
final class LiftedOps {
    private final SameDiff sd;
    private final LiftedTensors tensors;
    private final Map<SameDiffOp, String> unsupported = new LinkedHashMap<>();
    private final Map<SameDiffOp, String> foreign = new LinkedHashMap<>();
    private final Set<String> missing = new HashSet<>();

    LiftedOps(SameDiff sd, LiftedTensors tensors) {
        this.sd = sd;
        this.tensors = tensors;
    }

    /** Whether a variable was lifted. */
    boolean has(String variable) {
        return !missing.contains(variable);
    }

    /** Lifts an operator; its inputs must have come before. */
    void lift(SameDiffOp op) {
        String name = op.getOp().opName();
        Optional<OpLift> known = OpLifts.of(name);
        try {
            types(op);
            OpLift lift = known.orElseThrow(() -> new UnliftableException(""));
            if (op.getInputsToOp().stream().allMatch(this::has)) {
                lift.lift(new LiftedOp(op, tensors));
            } else {
                missing.addAll(op.getOutputsOfOp());
            }
        } catch (UnliftableException e) {
            String reason = e.reason().isEmpty() ? "" : " " + e.reason();
            unsupported.put(
                    op, "'" + name + "'" + reason + " (" + op.getOutputsOfOp().get(0) + ")");
            missing.addAll(op.getOutputsOfOp());
        }
    }

    private void types(SameDiffOp op) {
        for (String output : op.getOutputsOfOp()) {
            DataType type = sd.getVariable(output).dataType();
            if (type.isFPType() && type != DataType.FLOAT) {
                foreign.put(op, "'" + output + "' is " + type);
                missing.add(output);
            }
        }
    }

    /**
     * Throws if some operators could not be lifted.
     *
     * @throws InvalidInputException naming all of them
     */
    void check(List<SameDiffOp> needed) {
        List<String> types = of(foreign, needed).toList();
        if (!types.isEmpty()) {
            throw LiftedImage.foreign(types);
        }
        List<String> operators = of(unsupported, needed).toList();
        if (!operators.isEmpty()) {
            throw new InvalidInputException("Unsupported SameDiff operators: " + String.join(", ", operators)
                    + ". See docs/operators.md for those that Coppice knows.");
        }
    }

    private static Stream<String> of(Map<SameDiffOp, String> reasons, List<SameDiffOp> needed) {
        return needed.stream().filter(reasons::containsKey).map(reasons::get);
    }
}
