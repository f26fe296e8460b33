package dev.coppice.eval.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.BlockAnnotation;
import dev.coppice.models.data.BlockCounts;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.ImageFolder;
import dev.coppice.models.data.Sample;
import dev.coppice.models.data.SyntheticScenes;
import dev.coppice.models.data.layout.DataFolder;
import dev.coppice.models.kit.Layouts;
import dev.coppice.models.kit.TinyTask;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.CancelledException;
import dev.coppice.models.measure.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Data sets of blocks that are written and read again. */
class BlockLabelsTest {
    private static final Dataset SCENES = new SyntheticScenes(3, 3, 2);

    @TempDir
    private Path folder;

    @Test
    void a_written_data_set_is_the_one_in_memory() {
        BlockDataset blocks = new BlockDataset(SCENES, new BlockAnnotation(12, true, List.of("train")));

        Dataset read = ImageFolder.open(write(blocks, folder.resolve("blocks")));

        assertThat(read.name()).isEqualTo("synthetic-street-blocks-12-soft");
        assertThat(read.blocks()).contains(new BlockAnnotation(12, true, List.of("train")));
        assertThat(read.classes()).isEqualTo(SCENES.classes());
        for (String name : SCENES.names("train")) {
            assertThat(read.sample("train", name)).isEqualTo(blocks.sample("train", name));
            assertThat(read.sample("train", name).blocks())
                    .contains(BlockCounts.of(SCENES.sample("train", name).labels(), 12, 8));
        }
        for (String name : SCENES.names("val")) {
            Sample sample = read.sample("val", name);
            assertThat(sample).isEqualTo(SCENES.sample("val", name));
            assertThat(sample.blocks()).isEmpty();
        }
    }

    @Test
    void blocks_of_one_pixel_leave_the_files_as_they_are() throws IOException {
        Path full =
                write(new BlockDataset(SCENES, new BlockAnnotation(1, false, List.of("train"))), folder.resolve("a"));

        Path again = write(
                new BlockDataset(ImageFolder.open(full), new BlockAnnotation(1, false, List.of("train", "val"))),
                folder.resolve("b"));

        for (String file :
                List.of("labels/train/scene00002.png", "labels/val/scene00001.png", "images/val/scene00000.png")) {
            assertThat(again.resolve(file)).hasSameBinaryContentAs(full.resolve(file));
        }
    }

    @Test
    void a_folder_that_holds_something_is_refused() throws IOException {
        Path taken = Files.createDirectories(folder.resolve("taken"));
        Files.writeString(taken.resolve("mine.txt"), "mine");
        BlockDataset blocks = new BlockDataset(SCENES, new BlockAnnotation(8, false, List.of("train")));

        assertThatThrownBy(() -> write(blocks, taken))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("The output folder '" + taken
                        + "' is not empty; an annotated data set goes into a folder of its own. Name a new one.");
        assertThat(taken.resolve("mine.txt")).hasContent("mine");
    }

    /** Full labels are class indices, whatever ids, colours or shapes the layout has, and names fit ours. */
    @ParameterizedTest
    @MethodSource("dev.coppice.models.kit.Layouts#names")
    void labels_of_every_layout_are_written_as_class_indices(String layout) {
        TinyTask task = new TinyTask(3);
        Path source = folder.resolve("source");
        Layouts.write(layout, task, source);

        BlockDataset blocks =
                new BlockDataset(DataFolder.open(source), new BlockAnnotation(4, false, List.of("train")));
        Dataset read = ImageFolder.open(write(blocks, folder.resolve("blocks")));

        for (String split : task.splits()) {
            List<String> names = read.names(split);
            assertThat(names).hasSize(3);
            for (int i = 0; i < names.size(); i++) {
                Sample expected = blocks.sample(split, blocks.names(split).get(i));
                assertThat(read.sample(split, names.get(i)).labels()).isEqualTo(expected.labels());
                assertThat(read.sample(split, names.get(i)).image()).isEqualTo(expected.image());
            }
        }
    }

    @Test
    void an_interrupted_data_set_does_not_appear() throws IOException {
        Cancellation cancellation = new Cancellation();
        Progress stopping = new Progress() {
            @Override
            public void update(String task, long done, long total, String detail) {
                cancellation.request();
            }

            @Override
            public void message(String line) {}
        };
        BlockDataset blocks = new BlockDataset(SCENES, new BlockAnnotation(8, false, List.of("train")));
        BlockFolder writer = new BlockFolder(blocks, stopping, cancellation);

        assertThatThrownBy(() -> writer.write(folder.resolve("blocks"))).isInstanceOf(CancelledException.class);

        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    private static Path write(BlockDataset data, Path target) {
        new BlockFolder(data, Progress.SILENT, new Cancellation()).write(target);
        return target;
    }
}
