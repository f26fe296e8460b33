package dev.coppice.spark;

import dev.coppice.eval.sweep.FolderArchive;
import dev.coppice.models.FileTrouble;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.apache.spark.SparkContext;

/** The jars that executors need and Spark does not have: Coppice and its libraries. */
final class CodeJars {
    /** Libraries that come with Spark in versions that do not go together with ours. */
    private static final List<String> LEFT_TO_SPARK = List.of("slf4j-");

    private final Set<Path> entries = new LinkedHashSet<>();

    private CodeJars() {}

    /** The jars of this process's class path, and of the manifests in it. Folders of classes become jars. */
    static List<String> here() {
        CodeJars found = new CodeJars();
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.isBlank())
                .forEach(entry -> found.add(Path.of(entry).toAbsolutePath()));
        if (Thread.currentThread().getContextClassLoader() instanceof URLClassLoader loader) {
            Stream.of(loader.getURLs()).flatMap(url -> file(url).stream()).forEach(found::add);
        }
        Set<String> sparks = sparks();
        return found.shipped(sparks);
    }

    private List<String> shipped(Set<String> sparks) {
        List<String> jars = new ArrayList<>();
        Path made = entries.stream().anyMatch(Files::isDirectory) ? temporary() : Path.of("");
        for (Path entry : entries) {
            String name = String.valueOf(entry.getFileName());
            if (Files.isDirectory(entry)) {
                jars.add(jar(entry, made.resolve("classes-" + jars.size() + ".jar"))
                        .toUri()
                        .toString());
            } else if (!sparks.contains(name) && LEFT_TO_SPARK.stream().noneMatch(name::startsWith)) {
                jars.add(entry.toUri().toString());
            }
        }
        return jars;
    }

    /** The names of Spark's own jars: those beside its core, or those of its home. */
    private static Set<String> sparks() {
        Set<String> names = new LinkedHashSet<>();
        Optional.ofNullable(SparkContext.class.getProtectionDomain().getCodeSource())
                .flatMap(source -> file(source.getLocation()))
                .ifPresent(core -> names.addAll(names(core.resolveSibling(".").normalize())));
        Optional.ofNullable(System.getenv("SPARK_HOME")).ifPresent(home -> names.addAll(names(Path.of(home, "jars"))));
        return names;
    }

    private static List<String> names(Path folder) {
        String[] found = folder.toFile().list();
        return found == null ? List.of() : List.of(found);
    }

    private void add(Path entry) {
        if (Files.isDirectory(entry)) {
            entries.add(entry);
        } else if (Files.isRegularFile(entry) && entries.add(entry)) {
            try (JarFile jar = new JarFile(entry.toFile())) {
                String path = Optional.ofNullable(jar.getManifest())
                        .map(Manifest::getMainAttributes)
                        .map(attributes -> attributes.getValue(Attributes.Name.CLASS_PATH))
                        .orElse("");
                for (String relative : path.split(" ", -1)) {
                    if (!relative.isBlank()) {
                        file(entry.toUri().resolve(relative).toURL()).ifPresent(this::add);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read '" + entry + "': " + FileTrouble.of(e), e);
            }
        }
    }

    private static Optional<Path> file(URL url) {
        try {
            URI uri = url.toURI();
            return "file".equals(uri.getScheme()) ? Optional.of(Path.of(uri)) : Optional.empty();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Path temporary() {
        try {
            Path folder = Files.createTempDirectory("coppice-classes");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a temporary folder: " + FileTrouble.of(e), e);
        }
    }

    private static Path jar(Path folder, Path jar) {
        jar.toFile().deleteOnExit();
        Map<String, Path> files = new TreeMap<>(FolderArchive.files(folder));
        try (OutputStream out = Files.newOutputStream(jar)) {
            FolderArchive.write(files, out);
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write '" + jar + "': " + FileTrouble.of(e), e);
        }
    }
}
