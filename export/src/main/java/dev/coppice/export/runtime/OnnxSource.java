package dev.coppice.export.runtime;

import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.ModelFiles;
import java.nio.file.Path;

/**
 * Source of a model to run. A file is opened by its path and never by its bytes: ONNX Runtime looks for external weights
 * beside a file, but for bytes in the current folder, where another model's weights may lie.
 */
public sealed interface OnnxSource {
    /** The name in messages. */
    String name();

    /** The size in bytes, including external weights. */
    long size();

    /** A model file. */
    static OnnxSource file(Path path) {
        return new File(path);
    }

    /** The file that a network was read from. If the card names an inner tensor as output, the network is written anew. */
    static OnnxSource file(Path path, Network network) {
        return ModelFiles.hasOutput(path, network.card().output().name()) ? file(path) : of(network);
    }

    /** A network written as ONNX in memory. */
    static OnnxSource of(Network network) {
        return memory(OnnxWriter.bytes(network), network.card().name());
    }

    /**
     * A model written in memory with all its weights.
     *
     * @param name name in messages
     */
    static OnnxSource memory(byte[] model, String name) {
        return new Memory(name, model);
    }

    /** A file, with any external weights beside it. */
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

    /** A model that exists in memory only. */
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
