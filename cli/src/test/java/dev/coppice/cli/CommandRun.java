package dev.coppice.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coppice.cli.terminal.Console;
import dev.coppice.cli.terminal.PlainProgress;
import dev.coppice.models.measure.Cancellation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What a command line ended with and printed.
 *
 * @param command name of the command
 */
public record CommandRun(String command, int exitCode, String out, String err) {
    /** Runs it in this process; paths are turned into text. */
    public static CommandRun of(Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        Console console = new Console(out, errors, new PlainProgress(errors, System::nanoTime), new Cancellation());
        String[] words = new String[args.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = args[i].toString();
        }
        int exitCode = Coppice.run(console, words);
        return new CommandRun(
                words.length == 0 ? "" : words[0],
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }

    /** Standard output, which must be one JSON value as the command's schema says, and nothing else. */
    public JsonNode json() {
        try {
            JsonNode json = new JsonMapper()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(out);
            Schemas.check(command, json);
            return json;
        } catch (JsonProcessingException e) {
            throw new AssertionError("standard output is no JSON: " + out, e);
        }
    }
}
