package dev.coppice.eval.dl4j;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling3DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling1D;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.Upsampling3D;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPadding3DLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping1D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping3D;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A tiny network for each kind of layer, with each setting that changes what it computes. */
final class LayerCases {
    private static final InputType PICTURES = InputType.convolutional(11, 9, 4);
    private static final InputType LAST = InputType.convolutional(11, 9, 4, CNN2DFormat.NHWC);
    private static final InputType VECTORS = InputType.feedForward(6);
    private static final InputType SIGNALS = InputType.recurrent(4, 12);
    private static final InputType VOLUMES = InputType.convolutional3D(Convolution3D.DataFormat.NCDHW, 6, 8, 7, 3);

    private final Map<String, Case> cases = new LinkedHashMap<>();

    /**
     * A network and the shape of a batch for it.
     *
     * @param input the shape
     * @param network makes the network
     */
    @SuppressWarnings("ArrayRecordComponent") // local
    record Case(long[] input, Supplier<MultiLayerNetwork> network) {}

    private LayerCases() {}

    /** All cases by name. */
    static Map<String, Case> all() {
        LayerCases all = new LayerCases();
        all.convolutions();
        all.transposed();
        all.pools();
        all.sizes();
        all.vectors();
        all.others();
        all.last();
        all.signals();
        all.volumes();
        all.activations();
        return all.cases;
    }

    private void add(String name, InputType input, Layer... layers) {
        cases.put(name, new Case(shape(input), () -> {
            ListBuilder list = new NeuralNetConfiguration.Builder().seed(5).list();
            for (Layer layer : layers) {
                list.layer(layer);
            }
            MultiLayerNetwork network =
                    new MultiLayerNetwork(list.setInputType(input).build());
            network.init();
            return network;
        }));
    }

    private static long[] shape(InputType input) {
        if (input instanceof InputType.InputTypeConvolutionalFlat flat) {
            return new long[] {2, flat.getDepth(), flat.getHeight(), flat.getWidth()};
        }
        long[] shape = input.getShape(true);
        shape[0] = 2;
        return shape;
    }

    private static ConvolutionLayer.Builder conv(int out) {
        return new ConvolutionLayer.Builder(3, 3).nOut(out).activation(Activation.IDENTITY);
    }

    private static ConvolutionLayer head() {
        return conv(3).build();
    }

    /** What tells the number of channels behind layers that do not. */
    private static ConvolutionLayer point() {
        return new ConvolutionLayer.Builder(1, 1)
                .nOut(3)
                .activation(Activation.IDENTITY)
                .build();
    }

    private void convolutions() {
        add(
                "Convolution Truncate",
                PICTURES,
                conv(5).stride(2, 2).padding(1, 0).activation(Activation.TANH).build());
        add(
                "Convolution default sigmoid",
                PICTURES,
                new ConvolutionLayer.Builder(3, 2).nOut(5).build());
        add("Convolution without bias", PICTURES, conv(5).hasBias(false).build());
        add(
                "Convolution Same",
                PICTURES,
                conv(5).convolutionMode(ConvolutionMode.Same).build());
        add(
                "Convolution Same stride 2",
                PICTURES,
                conv(5).stride(2, 3).convolutionMode(ConvolutionMode.Same).build());
        add(
                "Convolution Same dilated",
                PICTURES,
                conv(5).dilation(2, 3).convolutionMode(ConvolutionMode.Same).build());
        add("Convolution dilated", PICTURES, conv(5).dilation(2, 1).build());
        add(
                "Convolution softmax over the width",
                PICTURES,
                conv(5).activation(Activation.SOFTMAX).build());
        add(
                "Depthwise",
                PICTURES,
                new DepthwiseConvolution2D.Builder(3, 2)
                        .depthMultiplier(2)
                        .activation(Activation.TANH)
                        .build());
        add(
                "Separable",
                PICTURES,
                new SeparableConvolution2D.Builder(3, 3)
                        .nOut(5)
                        .depthMultiplier(2)
                        .stride(2, 2)
                        .convolutionMode(ConvolutionMode.Same)
                        .activation(Activation.TANH)
                        .build());
        add(
                "Separable without bias",
                PICTURES,
                new SeparableConvolution2D.Builder(3, 3).nOut(5).hasBias(false).build());
    }

    private static Deconvolution2D.Builder deconv(int kernel, int stride) {
        return new Deconvolution2D.Builder(kernel, kernel)
                .stride(stride, stride)
                .nOut(5)
                .activation(Activation.TANH);
    }

    private void transposed() {
        add("Deconvolution Truncate", PICTURES, deconv(3, 2).padding(1, 1).build());
        add(
                "Deconvolution Same 2 by 2",
                PICTURES,
                deconv(2, 2).convolutionMode(ConvolutionMode.Same).build());
        add(
                "Deconvolution Same 3 by 2",
                PICTURES,
                deconv(3, 2).convolutionMode(ConvolutionMode.Same).build());
        add(
                "Deconvolution Same 5 by 2",
                PICTURES,
                deconv(5, 2).convolutionMode(ConvolutionMode.Same).build());
        add(
                "Deconvolution Same 2 by 3",
                PICTURES,
                deconv(2, 3).convolutionMode(ConvolutionMode.Same).build());
        add("Deconvolution without bias", PICTURES, deconv(4, 2).hasBias(false).build());
    }

    private static SubsamplingLayer.Builder pool(SubsamplingLayer.PoolingType type) {
        return new SubsamplingLayer.Builder(type, new int[] {3, 2}, new int[] {2, 2}).pnorm(3);
    }

    private void pools() {
        for (SubsamplingLayer.PoolingType type : new SubsamplingLayer.PoolingType[] {
            SubsamplingLayer.PoolingType.MAX, SubsamplingLayer.PoolingType.AVG, SubsamplingLayer.PoolingType.PNORM
        }) {
            add("Subsampling " + type, PICTURES, pool(type).build(), point());
            add("Subsampling padded " + type, PICTURES, pool(type).padding(1, 1).build(), point());
            add(
                    "Subsampling Same " + type,
                    PICTURES,
                    pool(type).convolutionMode(ConvolutionMode.Same).build(),
                    point());
        }
        add(
                "Subsampling AVG with padding counted",
                PICTURES,
                pool(SubsamplingLayer.PoolingType.AVG)
                        .padding(1, 1)
                        .avgPoolIncludePadInDivisor(true)
                        .build(),
                point());
        for (PoolingType type : PoolingType.values()) {
            add(
                    "GlobalPooling " + type,
                    PICTURES,
                    conv(5).build(),
                    new GlobalPoolingLayer.Builder(type).pnorm(3).build());
        }
        add(
                "GlobalPooling kept",
                PICTURES,
                conv(5).build(),
                new GlobalPoolingLayer.Builder(PoolingType.AVG)
                        .collapseDimensions(false)
                        .build());
    }

    private void sizes() {
        add(
                "Upsampling",
                PICTURES,
                new Upsampling2D.Builder(2).size(new int[] {2, 3}).build(),
                head());
        add("ZeroPadding", PICTURES, new ZeroPaddingLayer.Builder(1, 2, 3, 0).build(), head());
        add("Cropping", PICTURES, new Cropping2D.Builder(1, 2, 3, 0).build(), head());
        add(
                "SpaceToDepth",
                InputType.convolutional(8, 6, 4),
                conv(4).convolutionMode(ConvolutionMode.Same).build(),
                new SpaceToDepthLayer.Builder<>(2, CNN2DFormat.NCHW).build());
    }

    private static DenseLayer.Builder dense() {
        return new DenseLayer.Builder().nOut(5).activation(Activation.TANH);
    }

    private void vectors() {
        add(
                "Dense",
                VECTORS,
                dense().build(),
                new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build());
        add("Dense without bias", VECTORS, dense().hasBias(false).build());
        add("Dense with layer norm", VECTORS, dense().hasLayerNorm(true).build());
        add(
                "Dense with layer norm, without bias",
                VECTORS,
                dense().hasBias(false).hasLayerNorm(true).build());
        add(
                "CenterLossOutput",
                VECTORS,
                dense().build(),
                new CenterLossOutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build());
        add(
                "ElementWiseMultiplication",
                VECTORS,
                new ElementWiseMultiplicationLayer.Builder()
                        .nIn(6)
                        .nOut(6)
                        .activation(Activation.TANH)
                        .build());
        add("BatchNormalization of vectors", VECTORS, dense().build(), new BatchNormalization());
        add(
                "PReLU of vectors",
                VECTORS,
                dense().build(),
                new PReLULayer.Builder().inputShape(5).build());
        add(
                "Loss",
                VECTORS,
                dense().build(),
                new LossLayer.Builder(LossFunction.MCXENT)
                        .activation(Activation.SOFTMAX)
                        .build());
        add("Frozen", VECTORS, new FrozenLayer(dense().build()), dense().build());
        add("Frozen in training alone", VECTORS, new FrozenLayerWithBackprop(dense().build()), dense().build());
        add("Flattened maps", PICTURES, conv(3).build(), dense().build());
        add("Vectors as maps", InputType.convolutionalFlat(7, 6, 2), conv(3).build(), dense().build());
    }

    private void others() {
        add("BatchNormalization", PICTURES, head(), new BatchNormalization());
        add(
                "BatchNormalization of variances",
                PICTURES,
                head(),
                new BatchNormalization.Builder().useLogStd(false).eps(0.5).build());
        add(
                "BatchNormalization locked",
                PICTURES,
                head(),
                new BatchNormalization.Builder()
                        .lockGammaBeta(true)
                        .gamma(1.5)
                        .beta(0.25)
                        .build());
        add("LRN", PICTURES, new LocalResponseNormalization.Builder(2, 5, 0.1, 0.75).build(), head());
        add("LRN even", PICTURES, new LocalResponseNormalization.Builder(1, 4, 0.2, 0.5).build(), head());
        add(
                "PReLU shared",
                PICTURES,
                conv(3).build(),
                new PReLULayer.Builder().inputShape(3, 9, 7).sharedAxes(2, 3).build());
        add(
                "PReLU of each element",
                PICTURES,
                conv(3).build(),
                new PReLULayer.Builder().inputShape(3, 9, 7).build());
        add("Dropout", PICTURES, new DropoutLayer(0.5), head());
        add("Activation softmax over the width", PICTURES, head(), new ActivationLayer(Activation.SOFTMAX));
        add(
                "CnnLoss",
                PICTURES,
                head(),
                new CnnLossLayer.Builder(LossFunction.MCXENT)
                        .activation(Activation.SOFTMAX)
                        .build());
    }

    private void last() {
        add(
                "NHWC Convolution Same",
                LAST,
                conv(5).convolutionMode(ConvolutionMode.Same).build());
        add(
                "NHWC Convolution softmax",
                LAST,
                conv(5).activation(Activation.SOFTMAX).build());
        add(
                "NHWC Depthwise",
                LAST,
                new DepthwiseConvolution2D.Builder(3, 2)
                        .depthMultiplier(2)
                        .activation(Activation.TANH)
                        .build());
        add(
                "NHWC Separable",
                LAST,
                new SeparableConvolution2D.Builder(3, 3)
                        .nOut(5)
                        .depthMultiplier(2)
                        .build());
        add("NHWC Deconvolution", LAST, deconv(3, 2).build());
        add("NHWC Subsampling", LAST, pool(SubsamplingLayer.PoolingType.AVG).build(), head());
        add("NHWC BatchNormalization", LAST, head(), new BatchNormalization());
        add(
                "NHWC Upsampling",
                LAST,
                new Upsampling2D.Builder(2).size(new int[] {2, 3}).build(),
                head());
        add("NHWC ZeroPadding", LAST, new ZeroPaddingLayer.Builder(1, 2, 3, 0).build(), head());
        add("NHWC Cropping", LAST, new Cropping2D.Builder(1, 2, 3, 0).build(), head());
        add(
                "NHWC SpaceToDepth",
                InputType.convolutional(8, 6, 4, CNN2DFormat.NHWC),
                conv(4).convolutionMode(ConvolutionMode.Same).build(),
                new SpaceToDepthLayer.Builder<>(2, CNN2DFormat.NHWC).build());
        add("NHWC GlobalPooling", LAST, head(), new GlobalPoolingLayer(PoolingType.AVG));
        add(
                "NHWC PReLU of each element",
                LAST,
                conv(3).build(),
                new PReLULayer.Builder().inputShape(9, 7, 3).build());
        add("NHWC Flattened", LAST, head(), dense().build());
        add(
                "NHWC CnnLoss",
                LAST,
                head(),
                new CnnLossLayer.Builder(LossFunction.MCXENT)
                        .format(CNN2DFormat.NHWC)
                        .activation(Activation.SOFTMAX)
                        .build());
    }

    private static Convolution1DLayer.Builder conv1(int out) {
        return new Convolution1DLayer.Builder(3).nOut(out).activation(Activation.TANH);
    }

    private void signals() {
        add("Convolution1D", SIGNALS, conv1(5).build());
        add(
                "Convolution1D Same",
                SIGNALS,
                conv1(5).stride(2).convolutionMode(ConvolutionMode.Same).build());
        add(
                "Convolution1D Causal",
                SIGNALS,
                conv1(5).dilation(2).convolutionMode(ConvolutionMode.Causal).build());
        add(
                "Convolution1D Causal stride 2",
                SIGNALS,
                conv1(5).stride(2).convolutionMode(ConvolutionMode.Causal).build());
        add(
                "Subsampling1D",
                SIGNALS,
                conv1(5).build(),
                new Subsampling1DLayer.Builder(SubsamplingLayer.PoolingType.MAX, 2, 2).build());
        add("Upsampling1D", SIGNALS, new Upsampling1D.Builder(2).build(), conv1(5).build());
        add("ZeroPadding1D", SIGNALS, new ZeroPadding1DLayer.Builder(2, 1).build(), conv1(5).build());
        add("Cropping1D", SIGNALS, new Cropping1D.Builder(2, 1).build(), conv1(5).build());
        add("GlobalPooling of signals", SIGNALS, conv1(5).build(), new GlobalPoolingLayer(PoolingType.AVG));
        add(
                "RnnLoss",
                SIGNALS,
                conv1(5).build(),
                new RnnLossLayer.Builder(LossFunction.MCXENT)
                        .activation(Activation.SOFTMAX)
                        .build());
    }

    private void volumes() {
        add(
                "Convolution3D",
                VOLUMES,
                new Convolution3D.Builder(2, 3, 2)
                        .nOut(4)
                        .activation(Activation.TANH)
                        .build());
        add(
                "Convolution3D Same",
                VOLUMES,
                new Convolution3D.Builder(3, 3, 3)
                        .nOut(4)
                        .stride(2, 1, 2)
                        .convolutionMode(ConvolutionMode.Same)
                        .build());
        add(
                "Subsampling3D",
                VOLUMES,
                new Subsampling3DLayer.Builder(Subsampling3DLayer.PoolingType.MAX)
                        .kernelSize(2, 2, 2)
                        .stride(2, 2, 2)
                        .build(),
                new Convolution3D.Builder(2, 2, 2).nOut(4).build());
        add(
                "Upsampling3D",
                VOLUMES,
                new Upsampling3D.Builder(2).build(),
                new Convolution3D.Builder(2, 2, 2).nOut(4).build());
        add(
                "ZeroPadding3D",
                VOLUMES,
                new ZeroPadding3DLayer.Builder(1, 2, 0, 1, 2, 0).build(),
                new Convolution3D.Builder(2, 2, 2).nOut(4).build());
        add(
                "Cropping3D",
                VOLUMES,
                new Cropping3D.Builder(1, 2, 0, 1, 2, 0).build(),
                new Convolution3D.Builder(2, 2, 2).nOut(4).build());
        add(
                "Deconvolution3D",
                VOLUMES,
                new Deconvolution3D.Builder()
                        .kernelSize(2, 2, 2)
                        .nOut(4)
                        .stride(2, 2, 2)
                        .activation(Activation.TANH)
                        .build());
    }

    private void activations() {
        for (Activation activation : Activation.values()) {
            activation(activation.name(), activation.getActivationFunction());
        }
        activation("GELU precise", new ActivationGELU(true));
        activation("ReLU with slope and maximum", new ActivationReLU(1.5, 0.0, 0.1));
        activation("ReLU with maximum", new ActivationReLU(1.5, 0.0, 0.0));
    }

    private void activation(String name, IActivation function) {
        add(
                "activation " + name,
                VECTORS,
                new DenseLayer.Builder().nOut(40).activation(function).build());
    }
}
