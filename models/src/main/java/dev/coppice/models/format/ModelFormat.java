package dev.coppice.models.format;

import java.nio.file.Path;

/**
 * A format of model files and its reader: the port between files and all that takes a model.
 *
 * <p>To add a format, implement this in a package of its own and add the implementation to the list of {@code
 * dev.coppice.eval.source.ModelFormats}; every command and {@code Coppice.read} then take such files.
 *
 * <ul>
 *   <li>{@link #isOf} looks at the content of the first and last bytes only, never at the name of the file. Signs of two
 *       formats must not overlap, and none may fit an ONNX model.
 *   <li>{@link #read} gives the graph channels first, in ONNX semantics at opset 18, and lists all that it cannot read, all at
 *       once, in an {@link dev.coppice.models.InvalidInputException}. A graph that is channels last in the file goes
 *       through {@link FileLayout#in}, so that inputs and outputs keep the order of the file.
 *   <li>The card is the one beside the file ({@link dev.coppice.models.network.CardFile#find}), if the format has no other
 *       place for it. {@link SourceModel#of} looks there.
 *   <li>A {@link FileKind} with the same sign says what to do with files of the format that are not models.
 * </ul>
 */
public interface ModelFormat {
    /** The name, such as {@code ONNX}. */
    String name();

    /** Whether a file is of this format, by its content. */
    boolean isOf(FileHead head);

    /**
     * Reads a model with its card, if it has one.
     *
     * @throws dev.coppice.models.InvalidInputException if the file cannot be read, is damaged, or holds anything that is not
     *     supported; lists all faults of a kind
     */
    SourceModel read(Path file, ReadOptions options);
}
