package dev.coppice.cli.recipe;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --recipe}: options that belong together in a file. {@link RecipeArguments} puts them in their place. */
public final class RecipeOption {
    /** Its name. */
    public static final String NAME = "--recipe";

    @Option(
            names = NAME,
            paramLabel = "FILE",
            description = "YAML file with options, their long names as keys. The command line overrides it. Default:"
+ " none.")
    private @Nullable Path file; // stays empty: the recipe's options stand in its place by then

    private Recipe recipe = Recipe.NONE;

    /** Takes note of where options came from. */
    void taken(Recipe from) {
        recipe = from;
    }

    /** Where options came from. */
    Recipe recipe() {
        return recipe;
    }

    /** A check that knows the lines of options and begins with what is wrong with the recipe. */
    public OptionCheck check() {
        OptionCheck check = new OptionCheck(recipe);
        check.require(file == null, "--recipe is given twice, expected one recipe");
        return check;
    }
}
