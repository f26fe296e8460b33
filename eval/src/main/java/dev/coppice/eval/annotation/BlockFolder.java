package dev.coppice.eval.annotation;

import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.BlockCounts;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.DatasetFile;
import dev.coppice.models.data.ImageFolder;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.Pictures;
import dev.coppice.models.data.RawLabels;
import dev.coppice.models.data.Sample;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writer of a data set of blocks, as a folder that every command takes. Pictures and unchanged labels become links to the
 * source's files where the disk can link; otherwise they are copied.
 *
 * @param data data set to write
 * @param progress is told of every picture
 * @param cancellation is asked before every picture
 */
public record BlockFolder(BlockDataset data, Progress progress, Cancellation cancellation) {
    /**
     * Refuses a folder that is not empty, as a data set is written whole or not at all.
     *
     * @throws InvalidInputException if the folder holds anything or cannot be read
     */
    public static void checkEmpty(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> entries = Files.isDirectory(folder) ? Files.list(folder) : Stream.of(folder)) {
            if (entries.findAny().isPresent()) {
                throw new InvalidInputException("The output folder '" + folder
                        + "' is not empty; an annotated data set goes into a folder of its own. Name a new one.");
            }
        } catch (IOException e) {
            throw new InvalidInputException("Cannot read the output folder '" + folder + "': " + FileTrouble.of(e), e);
        }
    }

    /**
     * Writes everything to a temporary folder beside this one and then renames it.
     *
     * @throws InvalidInputException if the folder is not empty or a picture cannot be used
     * @throws dev.coppice.models.measure.CancelledException if asked to stop; the folder does not exist then
     */
    public void write(Path folder) {
        checkEmpty(folder);
        Path target = folder.toAbsolutePath().normalize();
        Path staged = target.resolveSibling("." + target.getFileName() + ".part");
        try {
            delete(staged); // of a run that was killed
            Files.createDirectories(staged);
            fill(staged);
            Files.deleteIfExists(target);
            Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the data set '" + folder + "': " + FileTrouble.of(e), e);
        } finally {
            deleteQuietly(staged);
        }
    }

    private void fill(Path folder) throws IOException {
        for (String split : data.splits()) {
            Files.createDirectories(folder.resolve("images").resolve(split));
            Files.createDirectories(folder.resolve("labels").resolve(split));
            if (isSoft(split)) {
                Files.createDirectories(folder.resolve(ImageFolder.FRACTIONS).resolve(split));
            }
        }
        List<PictureThreads.Place> places = data.splits().stream()
                .flatMap(split -> data.names(split).stream().map(name -> new PictureThreads.Place(split, name)))
                .toList();
        new PictureThreads("Writing labels of " + data.name(), progress, cancellation)
                .run(places, thread -> place -> write(folder, place));
        Files.writeString(
                folder.resolve("dataset.json"), DatasetFile.format(data.source(), data.name(), data.annotation()));
    }

    private boolean isSoft(String split) {
        return data.annotation().soft() && data.annotation().covers(split);
    }

    private void write(Path folder, PictureThreads.Place place) {
        Optional<Dataset.SampleFiles> files = data.source().files(place.split(), place.name());
        Sample full = data.source().sample(place.split(), place.name());
        String name = name(place);
        Path labels = folder.resolve("labels").resolve(place.split()).resolve(name + ".png");
        Path images = folder.resolve("images").resolve(place.split());
        try {
            if (files.isPresent()) {
                link(
                        files.get().image(),
                        images.resolve(name + ending(files.get().image())));
            } else {
                Pictures.write(images.resolve(name + ".png"), full.image());
            }
            LabelMap simplified = simplified(folder, place, full);
            if (files.isPresent() && RawLabels.areIn(files.get().label(), simplified)) {
                link(files.get().label(), labels);
            } else {
                Pictures.writeLabels(labels, simplified);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write '" + labels + "': " + FileTrouble.of(e), e);
        }
    }

    /** The name in our layout, whose splits have no folders inside. */
    private static String name(PictureThreads.Place place) {
        return place.name().replace('/', '_');
    }

    private static String ending(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(Math.max(0, name.lastIndexOf('.')));
    }

    private LabelMap simplified(Path folder, PictureThreads.Place place, Sample full) throws IOException {
        if (!data.annotation().covers(place.split())) {
            return full.labels();
        }
        BlockCounts counts = BlockCounts.of(
                full.labels(), data.annotation().side(), data.classes().size());
        if (isSoft(place.split())) {
            Path fractions = folder.resolve(ImageFolder.FRACTIONS).resolve(place.split());
            Pictures.writeCounts(fractions.resolve(name(place) + ".png"), counts);
        }
        return counts.hard(data.ignore().orElse(0));
    }

    private static void link(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from.toRealPath());
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.copy(from, to); // another disk, or one that knows no links
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Deletes a folder. A failure here is only told, so that it does not hide the one before it. The next run tidies up. */
    private void deleteQuietly(Path folder) {
        try {
            delete(folder);
        } catch (IOException e) {
            progress.message("'" + folder + "' stays behind: " + FileTrouble.of(e));
        }
    }
}
