package dev.coppice.models.format;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Kind of a file that is not an ONNX model, recognised by its content: other model formats, and failed downloads. The kinds
 * stand in order, the surest sign first.
 *
 * @param what the kind, with an article
 * @param advice sentences on what to do
 * @param sign tells whether a file is of this kind
 */
public record FileKind(String what, String advice, Predicate<FileHead> sign) {
    private static final List<FileKind> KNOWN = List.of(
            new FileKind(
                    "a Git LFS pointer, a few lines in place of the model",
                    "Fetch the model itself with 'git lfs pull', or download it.",
                    head -> head.starts("version https://git-lfs.github.com/")),
            new FileKind(
                    "a web page",
                    "The download gave a page instead of the file: take the address of the file itself.",
                    head -> head.text().startsWith("<!doctype html")
                            || head.text().startsWith("<html")),
            new FileKind(
                    "an XML file",
                    "Where it describes an OpenVINO network, go back to the model it was converted from and export that to ONNX.",
                    head -> head.text().startsWith("<?xml")),
            new FileKind(
                    "an HDF5 file, as Keras writes with .h5",
                    "Every command and Coppice.read take models of Keras in such files; write other ones as ONNX.",
                    head -> head.bytes(0x89, 'H', 'D', 'F')),
            new FileKind(
                    "a Keras archive",
                    "Every command and Coppice.read take it.",
                    head -> head.zipHolds("metadata.json") && head.zipHolds("config.json")),
            new FileKind(
                    "a Keras archive without its config.json or metadata.json",
                    "Save the model again with model.save(\"model.keras\").",
                    head -> head.zipHolds("model.weights.h5") || head.zipHolds("metadata.json")),
            new FileKind(
                    "a Deeplearning4j archive",
                    "Every command and Coppice.read take it.",
                    head -> head.zipHolds("configuration.json") && head.zipHolds("coefficients.bin")),
            new FileKind(
                    "a Deeplearning4j archive without its configuration.json or coefficients.bin",
                    "Save the network again with ModelSerializer.writeModel, which writes both.",
                    head -> head.zipHolds("configuration.json") || head.zipHolds("coefficients.bin")),
            new FileKind(
                    "a PyTorch file",
                    "Load the network in PyTorch and write ONNX with torch.onnx.export(model, example, \"model.onnx\").",
                    head -> head.zipHolds("data.pkl") || head.isPickle()),
            new FileKind(
                    "a NumPy file, which holds arrays and no network",
                    "Export the network that they belong to, with them, to ONNX.",
                    head -> head.zipHolds(".npy") || head.bytes(0x93, 'N', 'U', 'M')),
            new FileKind(
                    "a zip archive",
                    "Unpack it and give the file of the model inside.",
                    head -> head.bytes('P', 'K', 3, 4)),
            new FileKind(
                    "compressed with gzip", "Unpack it first, with gunzip or tar.", head -> head.bytes(0x1f, 0x8b)),
            new FileKind(
                    "an archive or compressed (7z, RAR, bzip2, xz or Zstandard)",
                    "Unpack it first.",
                    head -> head.starts("7z\u00bc\u00af")
                            || head.starts("Rar!")
                            || head.starts("BZh")
                            || head.starts("\u00fd7zXZ")
                            || head.bytes(0x28, 0xb5, 0x2f, 0xfd)),
            new FileKind("a picture", "Give the file of the model; pictures belong to the data.", FileKind::isPicture),
            new FileKind("a PDF document", "Give the file of the model.", head -> head.starts("%PDF")),
            new FileKind(
                    "a GGUF file, which holds a language model's weights and no network",
                    "Networks for pictures come as ONNX, Keras, Deeplearning4j or SameDiff.",
                    head -> head.starts("GGUF")),
            new FileKind(
                    "a MATLAB file",
                    "Write ONNX in MATLAB with exportONNXNetwork(net, 'model.onnx').",
                    head -> head.starts("MATLAB ")),
            new FileKind(
                    "an ExecuTorch program",
                    "Load the network in PyTorch and write ONNX with torch.onnx.export.",
                    head -> head.identifier("ET12") || head.identifier("ET13")),
            new FileKind(
                    "a TensorFlow Lite model",
                    "Convert the TensorFlow model that it was made from, with tf2onnx.",
                    head -> head.identifier("TFL3")),
            new FileKind(
                    "a model in ONNX Runtime's own format",
                    "Give the ONNX file that it was made from.",
                    head -> head.identifier("ORTM")),
            new FileKind(
                    "a TensorRT engine, built for one device",
                    "Give the ONNX file that it was built from.",
                    head -> head.starts("ftrt") || head.starts("ptrt")),
            new FileKind(
                    "a safetensors file, which holds weights and no network",
                    "Load them into the network and write ONNX with torch.onnx.export.",
                    FileHead::isSafetensors),
            new FileKind(
                    "a TensorFlow graph",
                    "Write ONNX with tf2onnx: python -m tf2onnx.convert --saved-model FOLDER --output model.onnx.",
                    head -> head.holds("Placeholder") || head.holds("tensorflow") || head.holds("saver_def")),
            new FileKind(
                    "a configuration of Darknet",
                    "Write ONNX with the tool that trained or converts such networks.",
                    head -> head.text().startsWith("[net]")),
            new FileKind("a JSON file", "Give the model beside it.", head -> head.starts("{") || head.starts("[")),
            new FileKind(
                    "a FlatBuffers file, as SameDiff writes with .fb",
                    "Every command and Coppice.read take SameDiff files.",
                    FileHead::isFlatBuffer),
            new FileKind(
                    "a text file",
                    "Give the file of a model: ONNX, Keras (.keras, .h5), Deeplearning4j (.zip) or SameDiff (.fb).",
                    FileHead::isText));

    private static boolean isPicture(FileHead head) {
        return head.bytes(0x89, 'P', 'N', 'G')
                || head.bytes(0xff, 0xd8, 0xff)
                || head.starts("GIF8")
                || head.starts("RIFF")
                || head.bytes('I', 'I', 42, 0);
    }

    /** The kind of a file; empty if unknown. */
    public static Optional<FileKind> of(FileHead head) {
        return KNOWN.stream().filter(kind -> kind.sign.test(head)).findFirst();
    }

    /** The kind and the advice, as the end of a sentence that starts "Model file '…' is ". */
    public String words() {
        return what + ", not an ONNX model. " + advice;
    }
}
