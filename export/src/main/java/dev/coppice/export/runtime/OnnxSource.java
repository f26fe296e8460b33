package dev.coppice.export.runtime;

import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.ModelFiles;
import java.nio.file.Path;

/**
 * A model to be run. What lies on the disk is opened by its path and never by its bytes: ONNX Runtime looks for external weights
 * beside the file, but for those of bytes in the current folder, where another model's may lie.
 */
public sealed interface OnnxSource {
    /** What messages call it. */
    String name();

    /** Bytes on the disk, those of its external weights counted. */
    long size();

    /** A model file. */
    static OnnxSource file(Path path) {
        return new File(path);
    }

    /** The file that a network was read from; where the card names a tensor inside as output, the network written anew. */
    static OnnxSource file(Path path, Network network) {
        return ModelFiles.hasOutput(path, network.card().output().name()) ? file(path) : of(network);
    }

    /** A network, written as ONNX in memory. */
    static OnnxSource of(Network network) {
        return memory(OnnxWriter.bytes(network), network.card().name());
    }

    /**
     * A model that was written in memory, with all of its weights inside.
     *
     * @param name for messages
     */
    static OnnxSource memory(byte[] model, String name) {
        return new Memory(name, model);
    }

    /** A file, with external weights beside it if it has any. */
    record File(Path path) implements OnnxSource {
        @Override
        public String name() {
            return path.toString();
        }

        @Override
        public long size() {
            return ModelFiles.size(path);
        }
    }

    /** A model that is nowhere but in memory. */
    final class Memory implements OnnxSource {
        private final String name;
        private final byte[] model;

        private Memory(String name, byte[] model) {
            this.name = name;
            this.model = model;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public long size() {
            return model.length;
        }

        byte[] model() {
            return model;
        }
    }
}
