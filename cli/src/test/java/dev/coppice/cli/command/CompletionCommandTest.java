package dev.coppice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coppice.cli.CommandRun;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {
    @TempDir
    private Path folder;

    private Path script(String shell) throws IOException {
        CommandRun run = CommandRun.of("completion", shell);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return Files.writeString(folder.resolve("coppice." + shell), run.out());
    }

    /** What a shell prints for a line. Skips the test where there is no such shell. */
    private String said(String shell, String... arguments) throws IOException, InterruptedException {
        boolean there = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(each -> Files.isExecutable(Path.of(each, shell)));
        assumeTrue(there, "no " + shell + " here");
        ProcessBuilder builder = new ProcessBuilder(shell);
        builder.command().addAll(List.of(arguments));
        builder.environment().put("HOME", folder.toString());
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void bash_reads_the_script_and_completes_commands_and_options() throws IOException, InterruptedException {
        Path script = script("bash");

        assertThat(said("bash", "-c", ". " + script + " && complete -p coppice"))
                .contains("_complete_coppice");
        assertThat(completed(script, "coppice", "pr")).contains("prune", "profile");
        assertThat(completed(script, "coppice", "prune", "--crit")).contains("--criterion");
        assertThat(completed(script, "coppice", "completion", "")).contains("bash", "zsh", "fish");
        assertThat(completed(script, "coppice", "compress", "--scope", "")).contains("layer", "global", "cost");
        assertThat(completed(script, "coppice", "compress", "--optimizer", "s")).containsExactly("sgd");
        assertThat(completed(script, "coppice", "compress", "--resampling", "b"))
                .containsExactly("bilinear", "bilinear-align-corners");
        assertThat(completed(script, "coppice", "compress", "--order", "")).contains("RGB", "BGR");
    }

    /** What bash would offer for the last word. */
    private List<String> completed(Path script, String... words) throws IOException, InterruptedException {
        String quoted =
                String.join(" ", Arrays.stream(words).map(w -> "'" + w + "'").toList());
        String line = ". " + script + "; COMP_WORDS=(" + quoted + "); COMP_CWORD=" + (words.length - 1)
                + "; COMP_LINE='" + String.join(" ", words) + "'; COMP_POINT=${#COMP_LINE}"
                + "; _complete_coppice 2>/dev/null; printf '%s\\n' \"${COMPREPLY[@]}\"";
        return said("bash", "-c", line).lines().map(String::strip).toList();
    }

    @Test
    void zsh_reads_the_script() throws IOException, InterruptedException {
        Path script = script("zsh");

        assertThat(said("zsh", "-f", "-c", ". " + script + " && print -- ${_comps[coppice]}"))
                .contains("_bash_complete");
    }

    @Test
    void fish_completes_commands_options_and_values() throws IOException, InterruptedException {
        Path script = script("fish");
        String offer = ". " + script + "; complete -C '";

        assertThat(said("fish", "--no-config", "-c", offer + "coppice pr'"))
                .contains("prune\tCut channels", "profile\t");
        assertThat(said("fish", "--no-config", "-c", offer + "coppice prune --crit'"))
                .contains("--criterion\t");
        assertThat(said("fish", "--no-config", "-c", offer + "coppice --ver'")).contains("--version\t", "--verbose\t");
        assertThat(said("fish", "--no-config", "-c", offer + "coppice help pr'"))
                .contains("prune", "profile")
                .doesNotContain("train");
        assertThat(said("fish", "--no-config", "-c", offer + "coppice compress --schedule '"))
                .contains("one-cycle", "poly");
        assertThat(said("fish", "--no-config", "-c", offer + "coppice compress --loss '"))
                .contains("lovasz");
        assertThat(said("fish", "--no-config", "-c", offer + "coppice completion '"))
                .contains("zsh");
    }

    @Test
    void fish_has_every_command_and_option() {
        String script = CommandRun.of("completion", "fish").out();

        assertThat(script).contains("-a merge", "seen_subcommand_from sweep' -l truncate -x", "' -l card -r -F");
        assertThat(script).doesNotContain("${", "%%", "-l point ");
    }

    @Test
    void another_shell_is_refused_with_those_there_are() {
        CommandRun run = CommandRun.of("completion", "tcsh");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("[BASH, ZSH, FISH]");
    }
}
