package dev.coppice.samediff.program;

import dev.coppice.samediff.kernel.ChannelSums;
import dev.coppice.samediff.kernel.Convolution;
import dev.coppice.samediff.kernel.ConvolutionForm;
import dev.coppice.samediff.kernel.OneDnn;
import dev.coppice.samediff.kernel.TapGradients;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolution or transposed convolution, or its gradients, on maps N×H×W×C, by {@link Convolution}.
 *
 * @param kind ND4J's name of the operator
 * @param form form of the convolution; for a transposed one, of the convolution whose gradient it is
 * @param wanted gradients that are read
 */
record DirectConvolution(String kind, ConvolutionForm form, Convolution.Wanted wanted) implements Work {
    private static final String TRANSPOSED = "deconv2d";
    private static final String DEPTHWISE = "depthwise_conv2d";
    private static final Set<String> KINDS = Set.of("conv2d", TRANSPOSED, DEPTHWISE);
    private static final String GRADIENT = "_bp";

    /**
     * Positions of the integer arguments: kernel, stride, padding, dilation, each for height and width, and whether padding
     * is computed.
     */
    private static final int WINDOW = 8;

    static Optional<MapForm> form(OperatorWork work, List<Result> inputs, List<Result> outputs) {
        boolean gradient = work.kind().endsWith(GRADIENT);
        String plain = work.kind().replace(GRADIENT, "");
        boolean fits = KINDS.contains(plain) && work.integerArguments().get(WINDOW) == 0 && OneDnn.isAvailable();
        if (!fits) {
            return Optional.empty();
        }
        List<Long> maps = inputs.get(0).channelsLast().sizes();
        List<Long> result = (gradient ? inputs.get(inputs.size() - 1) : outputs.get(0))
                .channelsLast()
                .sizes();
        boolean transposed = plain.equals(TRANSPOSED);
        ConvolutionForm form = new ConvolutionForm(
                transposed ? result : maps,
                inputs.get(1).sizes(),
                transposed ? maps : result,
                work.integerArguments().subList(0, WINDOW),
                plain.equals(DEPTHWISE));
        MapForm found = MapForm.of(
                new DirectConvolution(work.kind(), form, new Convolution.Wanted(true, true)),
                gradient ? Set.of(0, inputs.size() - 1) : Set.of(0),
                Set.of(0));
        return Optional.of(
                gradient && form.turns() ? found.withRoom(Result.of(DataType.FLOAT, TapGradients.room(form))) : found);
    }

    @Override
    public Work reading(Set<Integer> outputs) {
        boolean inWeights = outputs.contains(1) || outputs.contains(2);
        return new DirectConvolution(kind, form, new Convolution.Wanted(outputs.contains(0), inWeights));
    }

    @Override
    public Instruction on(List<INDArray> inputs, List<INDArray> outputs) {
        if (!kind.endsWith(GRADIENT)) {
            return forward(arrays(inputs, outputs.get(0)));
        }
        INDArray above = inputs.get(inputs.size() - 1);
        int arguments = inputs.size() - 1;
        Convolution.Arrays given = arrays(inputs.subList(0, arguments), above);
        Convolution.Arrays gradients = arrays(outputs.subList(0, arguments), above);
        return form.turns() && wanted.inWeights()
                ? byTaps(given, gradients, outputs.get(arguments))
                : backward(given, gradients);
    }

    private static Convolution.Arrays arrays(List<INDArray> arguments, INDArray result) {
        Optional<INDArray> bias = arguments.size() > 2 ? Optional.of(arguments.get(2)) : Optional.empty();
        return new Convolution.Arrays(arguments.get(0), arguments.get(1), bias, result);
    }

    private Instruction forward(Convolution.Arrays arrays) {
        if (!kind.equals(TRANSPOSED)) {
            Convolution convolution = Convolution.forward(form, arrays);
            return Instruction.of(kind, convolution::run, convolution::close);
        }
        Convolution convolution = Convolution.transposed(form, arrays);
        INDArray pixels = arrays.result().reshape(-1, arrays.result().size(3));
        return Instruction.of(
                kind,
                () -> {
                    convolution.run();
                    arrays.bias().ifPresent(pixels::addiRowVector);
                },
                convolution::close);
    }

    private Instruction byTaps(Convolution.Arrays given, Convolution.Arrays gradients, INDArray room) {
        Convolution.Wanted others = new Convolution.Wanted(wanted.inMaps(), false);
        Convolution inMaps = Convolution.backward(form, given, gradients, others);
        TapGradients inWeights = new TapGradients(form, given, gradients, room);
        return Instruction.of(
                kind,
                () -> {
                    inMaps.run();
                    inWeights.run();
                },
                () -> {
                    inMaps.close();
                    inWeights.close();
                });
    }

    private Instruction backward(Convolution.Arrays given, Convolution.Arrays gradients) {
        if (!kind.startsWith(TRANSPOSED)) {
            Convolution convolution = Convolution.backward(form, given, gradients, wanted);
            return Instruction.of(kind, convolution::run, convolution::close);
        }
        Convolution convolution = Convolution.transposedBackward(form, given, gradients, wanted);
        ChannelSums sums = new ChannelSums(given.result(), given.result());
        return Instruction.of(
                kind,
                () -> {
                    convolution.run();
                    gradients.bias().filter(bias -> wanted.inWeights()).ifPresent(bias -> {
                        sums.run();
                        bias.assign(sums.sums().reshape(bias.shape()));
                    });
                },
                () -> {
                    convolution.close();
                    sums.close();
                });
    }
}
