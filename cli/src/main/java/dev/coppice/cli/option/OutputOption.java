package dev.coppice.cli.option;

import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.recipe.RecipeArguments;
import dev.coppice.eval.flow.Checkpointing;
import dev.coppice.eval.output.Outputs;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.ImageFolder;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.onnx.ModelFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The option {@code --overwrite}, and the check that no command writes over a file it reads. It reads every given path
 * except those that name results.
 */
@Grouped(OptionGroup.OUTPUT)
public final class OutputOption {
    /** Its name. */
    static final String NAME = "--overwrite";

    /** The options that name results. */
    private static final Set<String> OUT = Set.of("--out", "--kit");

    @Option(names = NAME, description = "Start anew, and replace the results of an earlier run.")
    private boolean overwrite;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    public boolean isGiven() {
        return overwrite;
    }

    /** How to treat existing checkpoints and results, by a training's options and this one. */
    public Checkpointing with(Checkpointing checkpointing) {
        return overwrite ? checkpointing.overwriting() : checkpointing;
    }

    /**
     * Checks existing files before anything is read.
     *
     * @param continued whether the command continues from existing results
     * @throws InvalidInputException if an output is also an input, or exists and is neither continued nor to be replaced
     */
    public void check(Outputs outputs, boolean continued) {
        outputs.refuse(inputs());
        if (!overwrite && !continued) {
            outputs.refusePresent();
        }
    }

    private List<Path> inputs() {
        Stream<Path> given = Stream.concat(
                command.args().stream().filter(arg -> !isOutput(arg)).flatMap(arg -> paths(arg.getValue())),
                RecipeArguments.recipe(command.commandLine()).path().stream());
        return given.flatMap(path -> read(path).stream()).toList();
    }

    private static boolean isOutput(ArgSpec arg) {
        return arg instanceof OptionSpec option && OUT.contains(option.longestName());
    }

    private static Stream<Path> paths(@Nullable Object value) {
        if (value instanceof Path path) {
            return Stream.of(path);
        }
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().flatMap(OutputOption::paths);
        }
        return value instanceof Collection<?> list ? list.stream().flatMap(OutputOption::paths) : Stream.empty();
    }

    /** All files that are read for a given path: those of a data set, or a model with its card and weights. */
    private static List<Path> read(Path given) {
        if (Files.isDirectory(given)) {
            return ImageFolder.parts(given);
        }
        List<Path> files = new ArrayList<>(List.of(given, CardFile.beside(given)));
        if (Files.isRegularFile(given)) {
            try {
                files.addAll(ModelFiles.of(given));
            } catch (InvalidInputException e) {
                return files; // no model
            }
        }
        return files;
    }
}
