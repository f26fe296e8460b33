package dev.coppice.models.kit;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Architectures of the shared corpus, exported by PyTorch, without their large weights. The folder may be absent. */
public final class SharedCorpus {
    public static final List<String> NAMES = List.of(
            "attention",
            "chunk_cat",
            "deeplabv3_mobilenet_v3_large",
            "deeplabv3_resnet50",
            "densenet121",
            "efficientnet_b0",
            "fcn_resnet50",
            "grouped",
            "lraspp_mobilenet_v3_large",
            "mobilenet_v2",
            "pixelshuffle",
            "resnet18",
            "resnet50",
            "shufflenet_v2_x1_0",
            "squeezenet1_1",
            "unet_bilinear",
            "unet_convt",
            "vgg11_bn");

    private SharedCorpus() {}

    /** The names, for a method source. */
    public static Stream<String> names() {
        return NAMES.stream();
    }

    /** The file of an architecture, which exists where the shared folder does. */
    public static Path file(String name) {
        return Path.of(System.getProperty("coppice.shared", "../../shared"), "corpus", name + ".onnx");
    }
}
