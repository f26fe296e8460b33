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
                    head -> head.zipHolds("model.weights.h5") || head.zipHolds("metadata.json")),
            new FileKind(
                    "a Deeplearning4j archive",
                    "Every command and Coppice.read take it.",
                    head -> head.zipHolds("configuration.json") && head.zipHolds("coefficients.bin")),
            new FileKind(
                    "a PyTorch file",
                    "Load the network in PyTorch and write ONNX with torch.onnx.export(model, example, \"model.onnx\").",
                    head -> head.zipHolds("data.pkl") || head.isPickle()),
            new FileKind(
                    "a NumPy file, which holds arrays and no network",
                    "Export the network that they belong to, with them, to ONNX.",
                    head -> head.zipHolds(".npy") || head.bytes(0x93, 'N', 'U', 'M')),
            new FileKind(
                    "a zip archive", "Unpack it and give the ONNX file inside.", head -> head.bytes('P', 'K', 3, 4)),
            new FileKind(
                    "compressed with gzip", "Unpack it first, with gunzip or tar.", head -> head.bytes(0x1f, 0x8b)),
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
            new FileKind("a JSON file", "Give the model beside it.", head -> head.starts("{") || head.starts("[")),
            new FileKind(
                    "a FlatBuffers file, as SameDiff writes with .fb",
                    "Every command and Coppice.read take SameDiff files.",
                    FileHead::isFlatBuffer),
            new FileKind("a text file", "Give an ONNX file.", FileHead::isText));

    /** The kind of a file; empty if unknown. */
    public static Optional<FileKind> of(FileHead head) {
        return KNOWN.stream().filter(kind -> kind.sign.test(head)).findFirst();
    }

    /** The kind and the advice, as the end of a sentence that starts "Model file '…' is ". */
    public String words() {
        return what + ", not an ONNX model. " + advice;
    }
}
