package dev.coppice.samediff.lift;

import dev.coppice.models.InvalidInputException;
import dev.coppice.samediff.view.UserGraph;
import dev.coppice.samediff.view.UserOp;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;

/** Lifter of operators in order; it collects operators without a counterpart. */
final class LiftedOps {
    private final UserGraph graph;
    private final LiftedTensors tensors;
    private final Map<UserOp, String> unsupported = new LinkedHashMap<>();
    private final Map<UserOp, String> foreign = new LinkedHashMap<>();
    private final Set<String> missing = new HashSet<>();

    LiftedOps(UserGraph graph, LiftedTensors tensors) {
        this.graph = graph;
        this.tensors = tensors;
    }

    /** Whether a variable was lifted. */
    boolean has(String variable) {
        return !missing.contains(variable);
    }

    /** Lifts an operator; its inputs must have come before. */
    void lift(UserOp op) {
        Optional<OpLift> known = OpLifts.of(op.kind());
        try {
            types(op);
            OpLift lift = known.orElseThrow(() -> new UnliftableException(""));
            if (op.inputs().stream().allMatch(this::has)) {
                lift.lift(new LiftedOp(op, tensors));
            } else {
                missing.addAll(op.outputs());
            }
        } catch (UnliftableException e) {
            refuse(op, e.reason().isEmpty() ? "" : " " + e.reason());
        } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
            refuse(op, " with arguments that do not fit it or its inputs");
        }
    }

    private void refuse(UserOp op, String reason) {
        unsupported.put(op, "'" + op.kind() + "'" + reason + " (" + op.output() + ")");
        missing.addAll(op.outputs());
    }

    private void types(UserOp op) {
        for (String output : op.outputs()) {
            DataType type =
                    Objects.requireNonNull(graph.variables().get(output)).type();
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
    void check(List<UserOp> needed) {
        List<String> types = of(foreign, needed).toList();
        if (!types.isEmpty()) {
            throw LiftedImage.foreign(types);
        }
        List<String> operators = of(unsupported, needed).toList();
        if (!operators.isEmpty()) {
            throw new InvalidInputException("Unsupported SameDiff operators: " + String.join(", ", operators)
                    + ". See docs/operators.md for those that are lifted. Name an output in front of them, or compute"
                    + " what follows outside the network.");
        }
    }

    private static Stream<String> of(Map<UserOp, String> reasons, List<UserOp> needed) {
        return needed.stream().filter(reasons::containsKey).map(reasons::get);
    }
}
