package dev.coppice.cli.recipe;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --recipe}: a file that holds options. {@link RecipeArguments} puts them into the command line. */
public final class RecipeOption {
    /** Its name. */
    public static final String NAME = "--recipe";

    @Option(
            names = NAME,
            paramLabel = "FILE",
            description = "YAML file with options, their long names as keys. The command line overrides it. Default:"
                    + " none.")
    private @Nullable Path file; // stays empty: by then the recipe's options have replaced it

    private Recipe recipe = Recipe.NONE;

    /** Sets the recipe that options came from. */
    void taken(Recipe from) {
        recipe = from;
    }

    /** The recipe that options came from. */
    Recipe recipe() {
        return recipe;
    }

    /** A check that knows the lines of options, and begins with the problems of the recipe. */
    public OptionCheck check() {
        OptionCheck check = new OptionCheck(recipe);
        check.require(file == null, "--recipe is given twice, expected one recipe");
        return check;
    }
}
