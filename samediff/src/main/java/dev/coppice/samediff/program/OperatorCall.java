package dev.coppice.samediff.program;

import java.util.List;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BaseOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.ReduceOp;
import org.nd4j.linalg.api.ops.ScalarOp;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Call of an operator with the arrays that it reads and writes. SameDiff's own session sets the same arguments anew in every
 * step.
 */
final class OperatorCall implements Instruction {
    private final DifferentialFunction operator;
    private final OpContext context;

    /** Takes the arrays to read; {@link #into} sets those to write. */
    OperatorCall(DifferentialFunction operator, List<INDArray> inputs) {
        this.operator = operator;
        this.context = Nd4j.getExecutioner().buildContext();
        if (operator instanceof DynamicCustomOp custom) {
            arguments(custom, inputs);
        } else {
            arguments((BaseOp) operator, inputs);
        }
    }

    private void arguments(DynamicCustomOp custom, List<INDArray> inputs) {
        context.setInputArrays(inputs.toArray(INDArray[]::new));
        if (custom.numIArguments() > 0) {
            context.setIArguments(custom.iArgs());
        }
        if (custom.numTArguments() > 0) {
            context.setTArguments(custom.tArgs());
        }
        if (custom.numBArguments() > 0) {
            context.setBArguments(custom.bArgs());
        }
        if (custom.numDArguments() > 0) {
            context.setDArguments(custom.dArgs());
        }
    }

    /** Legacy operators have an extra array if an axis or a number is a variable. */
    private void arguments(BaseOp old, List<INDArray> inputs) {
        int read = inputs.size();
        if (old instanceof ReduceOp && read == 2) {
            INDArray axes = inputs.get(1);
            old.setDimensions(
                    axes.isEmpty()
                            ? new int[0]
                            : Shape.normalizeAxis(inputs.get(0).rank(), axes.toIntVector()));
            read = 1;
        } else if (old instanceof ScalarOp scalar && read == 2) {
            scalar.setScalar(inputs.get(1));
            read = 1;
        }
        for (int i = 0; i < read; i++) {
            context.setInputArray(i, inputs.get(i));
        }
        if (read > 0) {
            old.setX(inputs.get(0));
        }
        if (read > 1) {
            old.setY(inputs.get(1));
        }
    }

    /** The types and shapes of the results, from the shapes of the inputs. */
    List<LongShapeDescriptor> shapes() {
        return operator instanceof DynamicCustomOp custom
                ? custom.calculateOutputShape(context)
                : ((BaseOp) operator).calculateOutputShape(context);
    }

    /** Replaces the integer arguments. */
    void withIntegers(List<Long> integers) {
        context.setIArguments(integers.stream().mapToLong(Long::longValue).toArray());
    }

    /** Sets the arrays to write. */
    OperatorCall into(List<INDArray> outputs) {
        for (int i = 0; i < outputs.size(); i++) {
            context.setOutputArray(i, outputs.get(i));
        }
        if (operator instanceof BaseOp old) {
            old.setZ(outputs.get(0));
        }
        return this;
    }

    @Override
    public void run() {
        if (operator instanceof DynamicCustomOp custom) {
            Nd4j.getExecutioner().exec(custom, context);
        } else {
            Nd4j.getExecutioner().exec((Op) operator, context);
        }
    }

    @Override
    public String kind() {
        return operator.opName();
    }

    @Override
    public void close() {
        context.purge();
        if (operator instanceof BaseOp old) {
            old.clearArrays();
        }
    }
}
