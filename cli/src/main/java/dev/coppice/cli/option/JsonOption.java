package dev.coppice.cli.option;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.terminal.Console;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The option {@code --json} of every command that prints figures. With it, standard output is exactly one JSON object. */
@Grouped(OptionGroup.OUTPUT)
public final class JsonOption {
    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    /** Prints the result in the form asked for. */
    public void print(Console console, Supplier<JsonNode> asJson, Supplier<String> asText) {
        console.print(json ? asJson.get().toPrettyString() : console.screen().wrapped(asText.get()));
    }
}
