package dev.coppice.models.data.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.DatasetCheck;
import dev.coppice.models.data.Sample;
import dev.coppice.models.kit.Layouts;
import dev.coppice.models.kit.TinyTask;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayoutsTest {
    private static final TinyTask TASK = new TinyTask(3);

    @TempDir
    private Path folder = Path.of("");

    static List<String> layouts() {
        return Layouts.names();
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void gives_the_pictures_and_labels_of_our_own_layout(String layout) {
        Layouts.write(layout, TASK, folder);

        Dataset data = DataFolder.open(folder);

        assertThat(DataFolder.look(folder).layout()).isEqualTo(layout.split(" ", -1)[0]);
        assertThat(data.classes()).isEqualTo(Layouts.CLASSES);
        assertThat(data.splits()).containsExactlyInAnyOrder("train", "val");
        for (String split : TASK.splits()) {
            List<String> names = data.names(split);
            assertThat(names).hasSize(3);
            for (int i = 0; i < names.size(); i++) {
                Sample expected = TASK.sample(split, "p" + i);
                Sample read = data.sample(split, names.get(i));
                assertThat(read.image()).isEqualTo(expected.image());
                assertThat(read.labels()).isEqualTo(expected.labels());
                assertThat(data.files(split, names.get(i)).orElseThrow().image())
                        .exists();
            }
            assertThat(DatasetCheck.classPixels(data, split)).isEqualTo(DatasetCheck.classPixels(TASK, split));
        }
    }

    @Test
    void lists_what_was_looked_for_where_nothing_matches() {
        assertThatThrownBy(() -> DataFolder.open(folder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("holds no data in a known layout. Looked for:")
                .hasMessageContaining("\n  - Pascal VOC: JPEGImages")
                .hasMessageContaining("\n  - COCO panoptic");
    }
}
