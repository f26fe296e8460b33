package dev.coppice.cli.option;

import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.cli.recipe.RecipeOverlay;
import dev.coppice.eval.sweep.TrainingRecipe;
import dev.coppice.samediff.train.RetrainOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The option {@code --recipes}: several ways to train, each of which every combination of a sweep is tried with. */
@Grouped(OptionGroup.TRAINING)
public final class RecipesOption {
    @Option(
            names = "--recipes",
            split = ",",
            paramLabel = "FILE",
            description =
                    "Run every combination once with each of these recipes, such as none,long.yaml,distilled.yaml: YAML"
                            + " files with options of training, which take the place of the command line's; none stands for these."
                            + " Default: none.")
    private List<Path> files = List.of();

    /** The options that recipes differ in. */
    @Command(name = "recipe")
    private static final class Part {
        @Mixin
        private TrainingOptions training = new TrainingOptions();
    }

    /** What makes options of training fit a network. */
    public interface Fitting extends BiFunction<TrainingOptions, RetrainOptions, RetrainOptions> {}

    /**
     * Reads the recipes, an empty entry for {@code none}.
     *
     * @param command the command that was called
     * @throws dev.coppice.models.InvalidInputException if recipes are wrong; it names all that is
     */
    public List<Optional<TrainingRecipe>> read(CommandSpec command, Fitting fitting) {
        OptionCheck check = new OptionCheck();
        List<Supplier<Optional<TrainingRecipe>>> read = files.stream()
                .map(file -> recipe(file, command, fitting, check))
                .toList();
        check.done();
        return read.stream().map(Supplier::get).toList();
    }

    private static Supplier<Optional<TrainingRecipe>> recipe(
            Path file, CommandSpec command, Fitting fitting, OptionCheck check) {
        if (file.toString().equals(PassOptions.NONE)) {
            return Optional::empty;
        }
        Part part = new Part();
        CommandLine options = new CommandLine(part)
                .setCaseInsensitiveEnumValuesAllowed(command.commandLine().isCaseInsensitiveEnumValuesAllowed());
        OptionCheck own = RecipeOverlay.read(file, options, command, check);
        RetrainOptions training = part.training.changed(RetrainOptions.defaults(), own);
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
        return () -> Optional.of(new TrainingRecipe(name, fitting.apply(part.training, training)));
    }
}
