package dev.coppice.export.runtime;

import ai.onnxruntime.OrtEnvironment;
import dev.coppice.models.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Native libraries of ONNX Runtime, unpacked once for each user and version, like ND4J's. Otherwise ONNX Runtime unpacks
 * them into the temporary folder in every run. A killed run would leave them there; any other leaves an empty folder.
 */
final class RuntimeLibraries {
    private static final String PROPERTY = "onnxruntime.native.path";
    private static final List<String> NEEDED = List.of("onnxruntime", "onnxruntime4j_jni");
    private static final List<String> FURTHER = List.of("onnxruntime_providers_shared");

    private RuntimeLibraries() {}

    /**
     * Unpacks the libraries and names their folder to ONNX Runtime. It changes nothing if {@value #PROPERTY} names a
     * folder already. It leaves libraries outside a jar, or for another platform, to ONNX Runtime.
     *
     * @throws UncheckedIOException if no folder can hold them
     */
    static void prepare() {
        List<JarURLConnection> needed = packed(NEEDED);
        if (System.getProperty(PROPERTY) == null && needed.size() == NEEDED.size()) {
            List<JarURLConnection> all = new ArrayList<>(needed);
            all.addAll(packed(FURTHER));
            System.setProperty(PROPERTY, unpacked(all, CacheFolder.path()).toString());
        }
    }

    /** Unpacks into the cache folder, or into a temporary one for this run if that cannot be written. */
    private static Path unpacked(List<JarURLConnection> libraries, Path cache) {
        try {
            StringBuilder sums = new StringBuilder("onnxruntime");
            for (JarURLConnection library : libraries) {
                sums.append('-').append(Long.toHexString(library.getJarEntry().getCrc()));
            }
            return unpackInto(Files.createDirectories(cache.resolve(sums.toString())), libraries);
        } catch (IOException e) {
            return unpackedForThisRun(libraries, "'" + cache + "' (" + FileTrouble.of(e) + ")");
        }
    }

    private static Path unpackedForThisRun(List<JarURLConnection> libraries, String instead) {
        try {
            Path folder = Files.createTempDirectory("coppice-onnxruntime");
            folder.toFile().deleteOnExit(); // removed in reverse order: files first
            for (JarURLConnection library : libraries) {
                folder.resolve(name(library)).toFile().deleteOnExit();
            }
            return unpackInto(folder, libraries);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "ONNX Runtime's library can be unpacked neither into " + instead
                            + " nor into the temporary folder '"
                            + System.getProperty("java.io.tmpdir") + "' (" + FileTrouble.of(e)
                            + "). Name a folder with room for it in XDG_CACHE_HOME, or a temporary one with"
                            + " COPPICE_JAVA_OPTIONS=-Djava.io.tmpdir=FOLDER",
                    e);
        }
    }

    private static Path unpackInto(Path folder, List<JarURLConnection> libraries) throws IOException {
        for (JarURLConnection library : libraries) {
            Path file = folder.resolve(name(library));
            if (!Files.exists(file) || Files.size(file) != library.getJarEntry().getSize()) {
                unpack(library, file);
            }
        }
        return folder;
    }

    private static void unpack(JarURLConnection library, Path file) throws IOException {
        Path part = Files.createTempFile(file.getParent(), ".", ".part");
        try (InputStream from = library.getInputStream()) {
            Files.copy(from, part, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static String name(JarURLConnection library) throws IOException {
        return library.getJarEntry().getName().replaceFirst(".*/", "");
    }

    /** The places of the libraries that are in a jar and for this platform. */
    private static List<JarURLConnection> packed(List<String> names) {
        List<JarURLConnection> packed = new ArrayList<>();
        for (String name : names) {
            String file = System.mapLibraryName(name).replace("jnilib", "dylib");
            URL url = OrtEnvironment.class.getResource("/ai/onnxruntime/native/" + platform() + "/" + file);
            try {
                if (url != null && url.openConnection() instanceof JarURLConnection jar) {
                    packed.add(jar);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("ONNX Runtime's jar cannot be read: " + FileTrouble.of(e), e);
            }
        }
        return packed;
    }

    /** The name of this platform's folder in the jar. */
    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String system = os.contains("mac") ? "osx" : os.contains("win") ? "win" : "linux";
        return system + "-" + (arch.equals("amd64") || arch.equals("x86_64") ? "x64" : arch);
    }
}
