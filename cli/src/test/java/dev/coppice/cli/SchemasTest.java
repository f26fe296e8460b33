package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coppice.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemasTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    @Test
    void each_command_that_prints_json_has_a_schema() {
        List<String> commands = Pattern.compile("(?m)^  ([a-z]+)  +")
                .matcher(CommandRun.of("--help").out())
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();

        assertThat(commands).contains("compress", "inspect", "sweep");
        assertThat(commands)
                .filteredOn(command -> CommandRun.of(command, "--help").out().contains("--json"))
                .allSatisfy(command -> assertThat(Schemas.file(command)).exists());
    }

    @Test
    void the_files_of_a_compression_are_as_their_schemas_say() throws IOException {
        Path out = folder.resolve("out");
        CommandRun run = CommandRun.of(
                "compress",
                Toys.model(folder),
                "--data",
                Toys.data(folder),
                "--out",
                out,
                "--prune",
                "0.5",
                "--truncate",
                "1/2",
                "--epochs",
                "1");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        JsonNode report = JSON.readTree(out.resolve("report.json").toFile());
        JsonNode nodes = JSON.readTree(out.resolve("report.nodes.json").toFile());
        assertThatCode(() -> Schemas.check("report", report)).doesNotThrowAnyException();
        assertThatCode(() -> Schemas.check("nodes", nodes)).doesNotThrowAnyException();
        assertThat(report.at("/layers/0/before/milliseconds").asDouble()).isPositive();
        assertThat(nodes.path("results")).isNotEmpty();
    }

    @Test
    void a_field_that_the_schema_does_not_know_is_found() throws IOException {
        JsonNode wrong = JSON.readTree("{\"results\": {}, \"gradient\": [], \"more\": 1}");

        assertThatThrownBy(() -> Schemas.check("nodes", wrong))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("more");
    }
}
