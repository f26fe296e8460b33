package dev.coppice.eval.latency.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.CancelledException;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.models.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileKitTest {
    /** The largest size in bytes per node of a network's structure, which holds no weights. */
    private static final int LARGEST = 40_000;

    @TempDir
    Path folder;

    private Path kit;
    private List<MicroNetwork> rows;

    @BeforeEach
    void write_a_kit() {
        kit = folder.resolve("kit");
        rows = LatencyModel.rows(ProfiledNetworks.of(Toy.USUAL.network(), List.of()));
        write(kit, rows);
    }

    private static void write(Path kit, List<MicroNetwork> rows) {
        ProfileKit.write(kit, rows, 2, new ProfileKit.Watch(Progress.SILENT, new Cancellation()));
    }

    /** Fills in the last column, by the row's number. */
    private void fill(IntFunction<String> times) throws IOException {
        Path table = kit.resolve(ProfileKit.TABLE);
        List<String> lines = new ArrayList<>(Files.readAllLines(table));
        for (int i = 1; i < lines.size(); i++) {
            lines.set(i, lines.get(i) + times.apply(i - 1));
        }
        Files.write(table, lines);
    }

    @Test
    void what_another_machine_fills_in_is_its_profile() throws IOException {
        fill(i -> i == 2 ? "refused" : String.valueOf(0.5 + i));
        Files.writeString(
                kit.resolve(ProfileKit.MACHINE),
                "{\"processor\": \"a board\", \"runtime\": \"ONNX Runtime 1.2\", \"threads\": 2}");

        Map<String, LatencyProfile.Row> expected = new TreeMap<>();
        for (int i = 0; i < rows.size(); i++) {
            expected.put(
                    rows.get(i).key(),
                    LatencyProfile.Row.quiet(rows.get(i).what(), i == 2 ? Optional.empty() : Optional.of(0.5 + i)));
        }
        assertThat(ProfileKit.read(kit))
                .isEqualTo(new LatencyProfile(new ProfiledMachine("a board", "ONNX Runtime 1.2", 2), expected));
    }

    @Test
    void a_machine_without_a_name_has_the_kits() throws IOException {
        fill(i -> "1");

        assertThat(ProfileKit.read(kit).machine())
                .isEqualTo(new ProfiledMachine("the machine of kit 'kit'", "its ONNX Runtime", 2));
    }

    @Test
    void all_cells_that_are_no_times_are_named_at_once() throws IOException {
        fill(i -> i == 0 ? "" : i == 1 ? "fast" : i == 2 ? "-3" : "1");

        assertThatThrownBy(() -> ProfileKit.read(kit))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Kit '" + kit + "' cannot be used:" + said(0, "") + said(1, "fast") + said(2, "-3"));
    }

    @Test
    void a_kit_as_it_was_written_is_told_so_once() throws IOException {
        fill(i -> "");

        assertThatThrownBy(() -> ProfileKit.read(kit))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "Kit '" + kit + "' cannot be used: table.csv has no milliseconds yet: fill its last column as"
                                + " README.txt says.");
    }

    private String said(int row, String text) {
        return "\n  - table.csv line " + (row + 2) + " (" + rows.get(row).what() + ") has '" + text
                + "' milliseconds, expected a number above 0 or 'refused'.";
    }

    @Test
    void the_table_of_another_kit_is_refused() throws IOException {
        Path other = folder.resolve("other");
        write(other, LatencyModel.rows(ProfiledNetworks.of(new Toy(32, 24, 32, 64, 1).network(), List.of())));
        Files.copy(other.resolve(ProfileKit.TABLE), kit.resolve(ProfileKit.TABLE), StandardCopyOption.REPLACE_EXISTING);
        fill(i -> "1");

        assertThatThrownBy(() -> ProfileKit.read(kit))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(
                        "which is not in this folder: the table belongs to another kit, or files were left behind.");
    }

    @Test
    void doubled_and_broken_lines_and_other_columns_are_named() throws IOException {
        fill(i -> "1");
        Path table = kit.resolve(ProfileKit.TABLE);
        List<String> lines = new ArrayList<>(Files.readAllLines(table));
        String second = lines.get(1);
        lines.addAll(List.of(second, "a,b", ""));
        Files.write(table, lines);

        assertThatThrownBy(() -> ProfileKit.read(kit))
                .hasMessage("Kit '" + kit + "' cannot be used:\n  - table.csv line " + (rows.size() + 2)
                        + " is the second one of '" + rows.get(0).key() + "'. Remove one of them.\n  - table.csv line "
                        + (rows.size() + 3) + " has 2 fields, expected 4.");

        Files.write(table, List.of("key;file", "1"));
        assertThatThrownBy(() -> ProfileKit.read(kit))
                .hasMessage("Kit '" + kit + "' cannot be used: table.csv begins with 'key;file', expected"
                        + " 'key,file,what,milliseconds'.");
    }

    @Test
    void a_folder_that_is_no_kit_is_refused() {
        assertThatThrownBy(() -> ProfileKit.read(folder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("Kit '" + folder + "' cannot be read: ")
                .hasMessageEndingWith(". Bring the whole folder back.");
    }

    @Test
    void a_kit_that_was_interrupted_has_no_table() {
        Cancellation cancellation = new Cancellation();
        cancellation.request();

        assertThatThrownBy(() -> ProfileKit.write(kit, rows, 1, new ProfileKit.Watch(Progress.SILENT, cancellation)))
                .isInstanceOf(CancelledException.class);
        assertThat(kit.resolve(ProfileKit.TABLE)).doesNotExist();
    }

    @Test
    void networks_are_plain_onnx_of_a_few_kilobytes() throws IOException {
        Network street = Zoo.street();
        Path large = folder.resolve("street");
        List<MicroNetwork> all = new ArrayList<>(ProfiledWidths.rows());
        all.addAll(TimedSegments.of(street).micros());
        all.add(LatencyModel.whole(street));
        write(large, all);

        try (var files = Files.list(large.resolve("networks"))) {
            for (Path file : files.toList()) {
                OnnxMl.ModelProto model = OnnxMl.ModelProto.parseFrom(Files.readAllBytes(file));
                assertThat(Files.size(file)).as("%s", file).isLessThan(LARGEST);
                assertThat(model.getOpsetImportList()).singleElement().satisfies(set -> {
                    assertThat(set.getDomain()).isEmpty();
                    assertThat(set.getVersion()).isEqualTo(18);
                });
                assertThat(model.getGraph().getNodeList())
                        .allMatch(node -> node.getDomain().isEmpty());
            }
        }
        assertThat(Files.readString(large.resolve(ProfileKit.README))).contains("-x 2 ");
    }
}
