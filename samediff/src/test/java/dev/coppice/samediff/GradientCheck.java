package dev.coppice.samediff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.network.Network;
import dev.coppice.models.shape.Shapes;
import dev.coppice.samediff.lowering.GraphLowering;
import dev.coppice.samediff.lowering.GraphValues;
import dev.coppice.samediff.lowering.SessionLowering;
import dev.coppice.samediff.lowering.WeightLayout;
import dev.coppice.samediff.program.Program;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Check of SameDiff's output and gradients (float) against central differences of {@link ReferenceInterpreter} (double). The
 * loss is Σ r · output with random r. A gradient that is zero everywhere or not finite fails.
 */
public final class GradientCheck {
    /** The rounding error of float sums of some hundred products of numbers around 1. */
    static final double FORWARD = 2e-5;

    /** The tolerance relative to the largest entry of the gradient, for float rounding in another pass. */
    public static final double GRADIENT = 1e-4;

    /** The step of differences. A smaller step loses digits of doubles; a larger one reaches kinks. */
    private static final double STEP = 1e-6;

    private static final String PROBE = "probe";
    private static final String FRONT = "probe.front";

    private final Network network;
    private final Shapes shapes;
    private final Map<String, double[]> point = new HashMap<>();
    private final double[] direction;
    private final Random random = new Random(7);

    private GradientCheck(Network checked) {
        this.network = probed(checked);
        this.shapes = network.shapes(2);
        String output = network.card().output().name();
        point.put(
                NetworkBuilder.IMAGE,
                ReferenceInterpreter.doubles(
                        Normal.values(random, shapes.image().elements(), 1)));
        direction = ReferenceInterpreter.doubles(
                Normal.values(random, shapes.of(output).elements(), 1));
    }

    /**
     * The network with a weight of zeros added to the input. The gradient of the zeros is that of the input, which SameDiff
     * does not give. A convolution follows that changes nothing, so that a compiled program lays maps out channels last.
     */
    private static Network probed(Network net) {
        Shape image = net.inputShape(2);
        float[] zeros = new float[Math.toIntExact(image.elements())];
        int channels = image.size(1);
        float[] identity = new float[channels * channels];
        for (int c = 0; c < channels; c++) {
            identity[c * channels + c] = 1;
        }
        int[] one = new int[image.rank() - 2];
        Arrays.fill(one, 1);
        Attributes window = Attributes.NONE.with("kernel_shape", one);
        int[] front = new int[image.rank()];
        Arrays.fill(front, 1);
        front[0] = channels;
        front[1] = channels;
        return net.with(GraphRewriter.apply(
                net.graph(),
                List.of(
                        new GraphEdit.RedirectUses(NetworkBuilder.IMAGE, "probed"),
                        new GraphEdit.PutConstant(PROBE, Tensor.floats(image, zeros)),
                        new GraphEdit.PutConstant(FRONT, Tensor.floats(Shape.of(front), identity)),
                        new GraphEdit.AddNode(Node.of("Add", "sum", Attributes.NONE, NetworkBuilder.IMAGE, PROBE)),
                        new GraphEdit.AddNode(Node.of("Conv", "probed", window, "sum", FRONT)))));
    }

    /** Checks the network's output, and gradients of the input and of every weight. */
    static void check(Network network) {
        GradientCheck check = new GradientCheck(network);
        check.gradients().forEach(check::compare);
    }

    /** The names of the gradients that would pass with this value in place of every element. */
    static List<String> passing(Network network, double value) {
        GradientCheck check = new GradientCheck(network);
        Map<String, double[]> gradients = check.gradients();
        gradients.values().forEach(gradient -> Arrays.fill(gradient, value));
        return gradients.entrySet().stream()
                .filter(gradient -> check.passes(gradient.getKey(), gradient.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean passes(String tensor, double[] gradient) {
        return !(catchThrowable(() -> compare(tensor, gradient)) instanceof AssertionError);
    }

    private Map<String, double[]> gradients() {
        Map<String, double[]> gradients = analytic(SessionLowering.of(network, shapes.image()));
        assertThat(gradients).containsKey(PROBE);
        GraphValues values = GraphLowering.trainable(network, shapes.image(), Set.of());
        INDArray x = image();
        Map<String, String> names = withLoss(values);
        values.differentiate();
        Map<String, INDArray> compiled = compiled(values.sameDiff(), x, names.values());
        names.forEach((tensor, name) -> near(
                "compiled gradient of " + tensor,
                ReferenceInterpreter.doubles(values.asTensor(tensor, Objects.requireNonNull(compiled.get(name)))
                        .toFloats()),
                Objects.requireNonNull(gradients.get(tensor)),
                GRADIENT));
        return gradients;
    }

    private INDArray image() {
        float[] image = floats(Objects.requireNonNull(point.get(NetworkBuilder.IMAGE)));
        return Nd4j.create(image, WeightLayout.longs(shapes.image()), 'c');
    }

    /** Makes a loss from a lowered graph's output and returns the variables by weight. */
    private Map<String, String> withLoss(GraphValues values) {
        SameDiff sd = values.sameDiff();
        String output = network.card().output().name();
        INDArray r = Nd4j.create(floats(direction), WeightLayout.longs(shapes.of(output)), 'c');
        SDVariable y = sd.getVariable(values.names().get(output));
        y.mul(sd.constant("test.direction", r)).sum("test.loss");
        sd.setLossVariables("test.loss");
        Map<String, String> names = new LinkedHashMap<>();
        values.weights().keySet().forEach(w -> names.put(w, values.names().get(w)));
        return names;
    }

    private Map<String, double[]> analytic(GraphValues values) {
        SameDiff sd = values.sameDiff();
        INDArray x = image();
        String y = values.names().get(network.card().output().name());
        float[] computed = sd.outputSingle(Map.of(NetworkBuilder.IMAGE, x), y)
                .dup('c')
                .data()
                .asFloat();
        near("output", ReferenceInterpreter.doubles(computed), reference(), FORWARD);
        Map<String, String> names = withLoss(values);
        Map<String, INDArray> arrays = new HashMap<>();
        values.differentiate();
        arrays.putAll(sd.calculateGradients(Map.of(NetworkBuilder.IMAGE, x), names.values()));
        Map<String, double[]> gradients = new LinkedHashMap<>();
        names.forEach((tensor, name) -> {
            INDArray g = Objects.requireNonNull(arrays.get(name), "no gradient of " + tensor);
            gradients.put(
                    tensor,
                    ReferenceInterpreter.doubles(values.asTensor(tensor, g).toFloats()));
        });
        return gradients;
    }

    /** The gradients from a compiled program, in the order of their arrays. */
    private static Map<String, INDArray> compiled(SameDiff sd, INDArray x, Collection<String> variables) {
        Map<String, String> gradients = new LinkedHashMap<>();
        variables.forEach(v -> gradients.put(v, sd.grad(v).name()));
        Program.Task task = new Program.Task(Map.of(NetworkBuilder.IMAGE, x), gradients.values(), Map.of());
        Map<String, INDArray> found = new LinkedHashMap<>();
        try (Program program = Program.of(sd.getFunction("grad"), task)) {
            // twice, as what a run leaves behind must not affect the next
            program.run();
            program.run();
            gradients.forEach((variable, gradient) ->
                    found.put(variable, program.array(gradient).dup('c')));
        }
        return found;
    }

    private void compare(String tensor, double[] analytic) {
        double[] at = point.computeIfAbsent(
                tensor,
                t -> ReferenceInterpreter.doubles(
                        network.graph().constant(t).orElseThrow().toFloats()));
        assertThat(analytic).hasSameSizeAs(at);
        double[] numeric = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            double here = at[i];
            at[i] = here + STEP;
            double above = loss();
            at[i] = here - STEP;
            numeric[i] = (above - loss()) / (2 * STEP);
            at[i] = here;
        }
        near("gradient of " + tensor, analytic, numeric, GRADIENT);
    }

    private static void near(String what, double[] actual, double[] expected, double tolerance) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        double largest = 0;
        double error = 0;
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as(what + " at " + i).isFinite();
            largest = Math.max(largest, Math.abs(expected[i]));
            error = Math.max(error, Math.abs(actual[i] - expected[i]));
        }
        assertThat(largest).as("largest entry of " + what).isPositive().isFinite();
        assertThat(error / largest).as("error of " + what).isLessThan(tolerance);
    }

    private double loss() {
        double[] y = reference();
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            sum += y[i] * direction[i];
        }
        return sum;
    }

    private double[] reference() {
        return ReferenceInterpreter.run(network.graph(), shapes, point);
    }

    private static float[] floats(double[] values) {
        float[] out = new float[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) values[i];
        }
        return out;
    }
}
