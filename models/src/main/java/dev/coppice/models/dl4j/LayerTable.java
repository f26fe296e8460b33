package dev.coppice.models.dl4j;

import static java.util.Map.entry;

import dev.coppice.models.dl4j.LayerKind.Channels;
import java.util.Map;
import java.util.Optional;

/** All kinds of layers that are read, by the texts that name their classes. */
final class LayerTable {
    private static final String LAYERS = "org.deeplearning4j.nn.conf.layers.";

    private static final Map<String, LayerKind> KINDS = Map.ofEntries(
            entry("ConvolutionLayer", LayerKind.weighted(4, Convolutions::plain)),
            entry("Convolution2D", LayerKind.weighted(4, Convolutions::plain)),
            entry("Convolution1DLayer", LayerKind.weighted(3, Convolutions::signal)),
            entry("Convolution1D", LayerKind.weighted(3, Convolutions::signal)),
            entry("Convolution3D", LayerKind.weighted(5, Convolutions::volume)),
            entry("Deconvolution2D", LayerKind.weighted(4, Convolutions::transposed)),
            entry("Deconvolution3D", LayerKind.weighted(5, Convolutions::transposedVolume)),
            entry("SeparableConvolution2D", LayerKind.weighted(4, DepthwiseConvolutions::separable)),
            entry("DepthwiseConvolution2D", LayerKind.weighted(4, DepthwiseConvolutions::depthwise)),
            entry("DenseLayer", LayerKind.weighted(2, DenseLayers::dense)),
            entry("OutputLayer", LayerKind.weighted(2, DenseLayers::dense)),
            entry("CenterLossOutputLayer", LayerKind.weighted(2, DenseLayers::centerLoss)),
            entry("misc.ElementWiseMultiplicationLayer", LayerKind.weighted(2, DenseLayers::elementwise)),
            entry("PReLULayer", new LayerKind(0, Channels.COUNTED, false, DenseLayers::prelu)),
            entry("ActivationLayer", new LayerKind(0, Channels.KEPT, true, OutputLayers::activation)),
            entry("LossLayer", new LayerKind(2, Channels.KEPT, true, OutputLayers::activation)),
            entry("CnnLossLayer", new LayerKind(4, Channels.KEPT, true, OutputLayers::overChannels)),
            entry("Cnn3DLossLayer", new LayerKind(5, Channels.KEPT, true, OutputLayers::overChannels)),
            entry("RnnLossLayer", new LayerKind(3, Channels.KEPT, true, OutputLayers::overChannels)),
            entry("objdetect.Yolo2OutputLayer", LayerKind.keeping(4, YoloOutput::of)),
            entry("DropoutLayer", LayerKind.keeping(0, Step::input)),
            entry("util.MaskLayer", LayerKind.keeping(0, Step::input)),
            entry("BatchNormalization", new LayerKind(0, Channels.COUNTED, false, Normalisations::batch)),
            entry("LocalResponseNormalization", LayerKind.keeping(4, Normalisations::localResponse)),
            entry("SubsamplingLayer", LayerKind.keeping(4, Poolings::pictures)),
            entry("Pooling2D", LayerKind.keeping(4, Poolings::pictures)),
            entry("Subsampling1DLayer", LayerKind.keeping(3, Poolings::signals)),
            entry("Pooling1D", LayerKind.keeping(3, Poolings::signals)),
            entry("Subsampling3DLayer", LayerKind.keeping(5, Poolings::volumes)),
            entry("GlobalPoolingLayer", LayerKind.keeping(0, GlobalPooling::of)),
            entry("Upsampling1D", LayerKind.keeping(3, Sizes::upsampling)),
            entry("Upsampling2D", LayerKind.keeping(4, Sizes::upsampling)),
            entry("Upsampling3D", LayerKind.keeping(5, Sizes::upsampling)),
            entry("ZeroPadding1DLayer", LayerKind.keeping(3, Sizes::padding)),
            entry("ZeroPaddingLayer", LayerKind.keeping(4, Sizes::padding)),
            entry("ZeroPadding3DLayer", LayerKind.keeping(5, Sizes::padding)),
            entry("convolutional.Cropping1D", LayerKind.keeping(3, Sizes::cropping)),
            entry("convolutional.Cropping2D", LayerKind.keeping(4, Sizes::cropping)),
            entry("convolutional.Cropping3D", LayerKind.keeping(5, Sizes::cropping)),
            entry("SpaceToDepthLayer", new LayerKind(4, Channels.OPEN, false, Sizes::spaceToDepth)));

    /** Where Deeplearning4j's own classes lie; one that is not in the table is a layer that is not read. */
    private static final String OWN = "org.deeplearning4j.nn.conf.";

    private LayerTable() {}

    /** The kind of a layer; empty if there is none. */
    static Optional<LayerKind> find(String type) {
        return type.startsWith(LAYERS)
                ? Optional.ofNullable(KINDS.get(type.substring(LAYERS.length())))
                : Optional.empty();
    }

    /** Words for a layer that is not read. */
    static String unread(Settings layer) {
        String type = layer.type();
        if (type.isEmpty()) {
            return "a layer without the name of a class, as versions before 1.0.0-beta4 wrote it; load and save it with a"
                    + " newer one";
        }
        return type.startsWith(OWN) ? layer.shortType() : "custom class " + type;
    }
}
