package dev.coppice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.eval.sweep.ClusterOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class InputArchiveTest {
    private static final CommandSpec COMMAND = CommandSpec.create()
            .addOption(OptionSpec.builder("--data").type(Path.class).build())
            .addOption(OptionSpec.builder("--out").type(Path.class).build())
            .addOption(OptionSpec.builder("--recipes")
                    .type(List.class)
                    .auxiliaryTypes(Path.class)
                    .splitRegex(",")
                    .build())
            .addOption(OptionSpec.builder("--criterion").type(String.class).build())
            .addOption(OptionSpec.builder("--classes")
                    .type(List.class)
                    .auxiliaryTypes(String.class)
                    .build())
            .addOption(OptionSpec.builder("--json").type(boolean.class).build());

    @TempDir
    private Path folder;

    @Test
    void files_that_are_read_are_packed_and_named_in_the_archive() throws IOException {
        Path model = Files.writeString(folder.resolve("net.keras"), "model");
        Files.writeString(folder.resolve("net.json"), "card");
        Path data = Files.createDirectories(folder.resolve("set/images/train"));
        Files.writeString(data.resolve("p.png"), "picture");

        ClusterOrder order = InputArchive.order(
                COMMAND,
                List.of(
                        "sweep",
                        model.toString(),
                        "--data=" + folder.resolve("set"),
                        "--json",
                        "--criterion",
                        "l1",
                        "--out",
                        folder.toString()),
                false);

        assertThat(order.arguments())
                .containsExactly(
                        "sweep",
                        "{inputs}/input0/net.keras",
                        "--data={inputs}/input1/set",
                        "--json",
                        "--criterion",
                        "l1",
                        "--out",
                        folder.toString());
        try (ZipFile zip = new ZipFile(order.inputs().orElseThrow().toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .containsExactlyInAnyOrder("input0/net.keras", "input0/net.json", "input1/set/images/train/p.png");
        }
        assertThat(ClusterOrder.unpacked(order.arguments(), folder.resolve("x")))
                .contains(folder.resolve("x/input0/net.keras").toString());
    }

    @Test
    void each_of_several_files_of_an_option_is_packed() throws IOException {
        Path one = Files.writeString(folder.resolve("one.yaml"), "steps: 1");
        Path two = Files.writeString(folder.resolve("two.yaml"), "steps: 2");

        ClusterOrder order = InputArchive.order(COMMAND, List.of("--recipes", one + ",nothing-there," + two), false);

        assertThat(order.arguments())
                .containsExactly("--recipes", "{inputs}/input0/one.yaml,nothing-there,{inputs}/input1/two.yaml");
    }

    @Test
    void a_text_is_a_file_only_where_the_command_would_read_one() throws IOException {
        Path names = Files.writeString(folder.resolve("names"), "ground");
        Path criterion = Files.writeString(folder.resolve("a.txt"), "l1");

        ClusterOrder order = InputArchive.order(
                COMMAND,
                List.of("sweep", "--classes=" + names, "--criterion", criterion.toString(), "--classes", folder + ""),
                false);

        assertThat(order.arguments())
                .containsExactly(
                        "sweep",
                        "--classes={inputs}/input0/names",
                        "--criterion",
                        criterion.toString(),
                        "--classes",
                        folder.toString());
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need rights there")
    void what_links_in_a_folder_lead_to_is_packed() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/train"));
        Files.writeString(elsewhere.resolve("p.png"), "picture");
        Path data = Files.createDirectories(folder.resolve("set"));
        Files.createSymbolicLink(data.resolve("images"), elsewhere.getParent());
        Files.createSymbolicLink(data.resolve("gone"), folder.resolve("nothing"));

        ClusterOrder order = InputArchive.order(COMMAND, List.of("sweep", "--data", data.toString()), false);

        try (ZipFile zip = new ZipFile(order.inputs().orElseThrow().toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName)).containsExactly("input0/set/images/train/p.png");
        }
    }

    @Test
    void neither_the_command_nor_what_is_written_is_packed() throws IOException {
        Path runs = Files.createDirectories(folder.resolve("mlruns"));
        CommandSpec command = CommandSpec.create().name(folder.toString());
        command.addOption(OptionSpec.builder("--mlflow").type(String.class).build());

        ClusterOrder order =
                InputArchive.order(command, List.of(folder.toString(), "--mlflow", runs.toString()), false);

        assertThat(order.inputs()).isEmpty();
        assertThat(order.arguments()).containsExactly(folder.toString(), "--mlflow", runs.toString());
    }

    @Test
    void where_all_machines_see_the_files_paths_are_made_absolute_and_nothing_is_packed() throws IOException {
        Path model = Files.writeString(folder.resolve("net.keras"), "model");

        ClusterOrder order = InputArchive.order(
                COMMAND, List.of("sweep", model.getParent() + "/./net.keras", "--data", "street-scenes"), true);

        assertThat(order.inputs()).isEmpty();
        assertThat(order.arguments().get(2)).isEqualTo("--data");
        assertThat(Path.of(order.arguments().get(1))).isAbsolute();
        assertThat(order.arguments().get(3)).isEqualTo("street-scenes");
    }

    @Test
    void a_point_gets_neither_the_cluster_nor_the_folder_of_the_sweep() {
        assertThat(PointArguments.of(
                        List.of("sweep", "m", "--spark", "spark://h:1", "--shared-paths", "--out=x", "--seed", "3"),
                        "p",
                        "hash",
                        Path.of("y")))
                .containsExactly("sweep", "m", "--seed", "3", "--point", "p", "--out", "y", "--point-identity", "hash");
    }
}
