package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.NodeTypes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Translator of Add, Sub, Mul and Div with broadcasting. Vectors and larger constants of Add and Mul are weights: biases and
 * scales that an exporter wrote separately. Constants of Sub and Div are normalisations and stay fixed.
 *
 * @param pairwise operation on two variables of equal rank
 * @param scalar operation on a variable and a constant scalar on its right
 * @param trains whether constants are weights
 */
record ArithmeticTranslator(BinaryOperator<SDVariable> pairwise, ScalarForm scalar, boolean trains)
        implements OpTranslator {
    static final ArithmeticTranslator ADD = new ArithmeticTranslator(SDVariable::add, SDVariable::add, true);
    static final ArithmeticTranslator SUB = new ArithmeticTranslator(SDVariable::sub, SDVariable::sub, false);
    static final ArithmeticTranslator MUL = new ArithmeticTranslator(SDVariable::mul, SDVariable::mul, true);
    static final ArithmeticTranslator DIV = new ArithmeticTranslator(SDVariable::div, SDVariable::div, false);

    /** An operation on a variable and a number. */
    @FunctionalInterface
    interface ScalarForm {
        SDVariable apply(SDVariable x, double value);
    }

    @Override
    public void lower(LoweringContext c) {
        Optional<Float> right = scalar(c.constant(1));
        if (right.isPresent() && c.shape(0).equals(c.outputShape())) {
            c.output(scalar.apply(c.input(0), right.get()));
        } else {
            c.output(pairwise.apply(operand(c, 0), operand(c, 1)));
        }
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        boolean floats = c.constant(0).map(ArithmeticTranslator::floats).orElse(true)
                && c.constant(1).map(ArithmeticTranslator::floats).orElse(true);
        boolean rounds = c.node().is("Div")
                && !NodeTypes.at(c.graph(), c.node().input(0)).isFloating();
        return floats && !rounds ? Optional.empty() : Optional.of("on integers");
    }

    @Override
    public boolean trains(int position) {
        return trains;
    }

    private static boolean floats(Tensor constant) {
        return constant.type().isFloating();
    }

    private static Optional<Float> scalar(Optional<Tensor> constant) {
        return constant.filter(t -> t.shape().elements() == 1).map(t -> t.toFloats()[0]);
    }

    /** The input with leading axes of size 1, up to the output's rank. */
    static SDVariable operand(LoweringContext c, int position) {
        int rank = c.outputShape().rank();
        if (c.shape(position).rank() == rank) {
            return c.input(position);
        }
        return c.constant(position).isPresent()
                ? c.weight(position, WeightLayout.plain(aligned(c.shape(position), rank)))
                : c.reshape(c.input(position), c.node().input(position), s -> aligned(s, rank));
    }

    /** A shape with leading axes of size 1, up to a rank. */
    static Shape aligned(Shape own, int rank) {
        int[] sizes = new int[rank];
        Arrays.fill(sizes, 1);
        System.arraycopy(own.sizes(), 0, sizes, rank - own.rank(), own.rank());
        return Shape.of(sizes);
    }
}
