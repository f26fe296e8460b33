package dev.coppice.eval.kept;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.export.WholeFile;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Figures in files, so that processes and machines that work on one sweep measure what they have in common once. Each has a
 * file of its own, named by the hash of everything that decides it.
 *
 * @param folder folder of the files, which need not exist; empty to keep nothing
 */
public record KeptFigures(Optional<Path> folder) {
    /** Keeps nothing. */
    public static final KeptFigures NONE = new KeptFigures(Optional.empty());

    private static final JsonMapper JSON = new JsonMapper();
    private static final String OF = "of";
    private static final String VALUE = "value";

    /**
     * The figures that were kept, or else new ones, which are kept then.
     *
     * @param what everything that decides them
     */
    public <T> T get(FigureForm<T> form, Fingerprint what, Supplier<T> measurement) {
        Optional<Path> file = folder.map(in -> in.resolve(form.kind() + "-" + what.hash() + ".json"));
        return file.flatMap(kept -> read(form, kept, what)).orElseGet(() -> {
            T measured = measurement.get();
            file.ifPresent(kept -> write(form, kept, what, measured));
            return measured;
        });
    }

    /** The file of this name; empty if nothing is kept. */
    public Optional<Path> file(String name) {
        return folder.map(in -> in.resolve(name));
    }

    /** Forgets everything. */
    public void discard() {
        folder.ifPresent(KeptFigures::empty);
    }

    private static void empty(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try {
            for (Path file : regularFiles(folder)) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot empty '" + folder + "': " + FileTrouble.of(e), e);
        }
    }

    private static List<Path> regularFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** What a file holds; empty if there is none, or it is torn or of something else: then it is made anew. */
    private static <T> Optional<T> read(FigureForm<T> form, Path file, Fingerprint what) {
        try {
            JsonNode root = Files.exists(file) ? JSON.readTree(file.toFile()) : JSON.missingNode();
            return root.path(OF).asText().equals(what.text())
                    ? Optional.of(form.read(root.required(VALUE)))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException | InvalidInputException e) {
            return Optional.empty();
        }
    }

    private static <T> void write(FigureForm<T> form, Path file, Fingerprint what, T measured) {
        ObjectNode root = JSON.createObjectNode().put(OF, what.text());
        form.write(measured, root.putObject(VALUE));
        try {
            Files.createDirectories(file.resolveSibling(".").normalize());
            WholeFile.write(file, JSON.writeValueAsString(root));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts has a JSON form", e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write '" + file + "': " + FileTrouble.of(e), e);
        }
    }
}
