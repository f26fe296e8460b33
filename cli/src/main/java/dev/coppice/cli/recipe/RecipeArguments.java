package dev.coppice.cli.recipe;

import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.terminal.Console;
import dev.coppice.cli.terminal.Failure;
import dev.coppice.models.NearNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * The step that replaces {@code --recipe FILE} by the options in the file. So a recipe can hold any option of a command,
 * and a report's command line shows them all.
 */
public final class RecipeArguments {
    /** The allowed sections. They are for the reader; any option may stand in any section. */
    private static final List<String> SECTIONS =
            List.of("channels", "truncation", "training", "sensitivity", "data", "network");

    /** Options of a single run that a recipe cannot hold, besides those of every command. */
    private static final Set<String> OWN = Set.of("--overwrite", "--json");

    /**
     * Groups of options that exclude each other: if the command line has one, it replaces those of the recipe. This does
     * not hold where all options of a group take several values, as in {@code sweep}: it tries them all.
     */
    static final List<Set<String>> EXCLUSIVE = List.of(
            Set.of("--epochs", "--steps"),
            Set.of("--seed", "--seeds"),
            Set.of("--prune", "--macs", "--parameters", "--budget", "--max-drop"));

    private static final String JOINED = RecipeOption.NAME + "=";

    private final CommandLine root;
    private final CommandLine command;
    private final RecipeFile file;
    private final Set<String> overridden;
    private final List<String> problems;
    private final Map<String, Integer> lines = new HashMap<>();
    private final List<String> idle = new ArrayList<>();

    private RecipeArguments(CommandLine root, CommandLine command, RecipeFile file, Set<String> overridden) {
        this.root = root;
        this.command = command;
        this.file = file;
        this.overridden = overridden;
        this.problems = new ArrayList<>(file.problems());
    }

    /**
     * The arguments, with those of the recipe before the user's own. Without a recipe they are unchanged.
     *
     * @throws dev.coppice.models.InvalidInputException if the recipe cannot be read
     */
    public static String[] expand(CommandLine root, Console console, String... args) {
        List<String> own = new ArrayList<>(List.of(args));
        int first = position(own, root.getSubcommands()::containsKey);
        int at = position(own, arg -> arg.equals(RecipeOption.NAME) || arg.startsWith(JOINED));
        if (first < 0 || at < first) {
            return args;
        }
        CommandLine command = Objects.requireNonNull(root.getSubcommands().get(own.get(first)));
        Optional<RecipeOption> option = option(command);
        boolean joined = own.get(at).startsWith(JOINED);
        if (option.isEmpty() || (!joined && at + 1 == own.size())) {
            return args; // picocli says what is wrong
        }
        Path path = Path.of(joined ? own.get(at).substring(JOINED.length()) : own.get(at + 1));
        own.subList(at, joined ? at + 1 : at + 2).clear();
        RecipeArguments recipe = new RecipeArguments(root, command, RecipeFile.read(path), given(own, command));
        own.addAll(first + 1, recipe.arguments());
        String name = String.valueOf(path.getFileName());
        if (!recipe.idle.isEmpty()) {
            String idle = String.join(", ", recipe.idle);
            console.progress().message(name + ": " + command.getCommandName() + " has no use for " + idle + ".");
        }
        option.get().taken(new Recipe(Optional.of(path), recipe.lines, recipe.problems));
        return own.toArray(String[]::new);
    }

    /** The recipe of a command; {@link Recipe#NONE} without one. */
    public static Recipe recipe(CommandLine command) {
        return option(command).map(RecipeOption::recipe).orElse(Recipe.NONE);
    }

    private static int position(List<String> args, Predicate<String> wanted) {
        return IntStream.range(0, args.size())
                .filter(i -> wanted.test(args.get(i)))
                .findFirst()
                .orElse(-1);
    }

    private static Optional<RecipeOption> option(CommandLine command) {
        return command.getMixins().values().stream()
                .filter(RecipeOption.class::isInstance)
                .map(RecipeOption.class::cast)
                .findFirst();
    }

    /** The names of the options on the command line, and of those that they exclude. */
    private static Set<String> given(List<String> args, CommandLine command) {
        Set<String> names = new HashSet<>();
        args.stream().filter(arg -> arg.startsWith("--")).forEach(arg -> names.add(arg.split("=", 2)[0]));
        for (Set<String> exclusive : EXCLUSIVE) {
            boolean together = exclusive.stream()
                    .map(command.getCommandSpec()::findOption)
                    .filter(Objects::nonNull)
                    .allMatch(OptionSpec::isMultiValue);
            if (!together && exclusive.stream().anyMatch(names::contains)) {
                names.addAll(exclusive);
            }
        }
        return names;
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        Set<String> known = known();
        file.entries().stream()
                .map(RecipeFile.Entry::section)
                .filter(section -> !isSection(section))
                .distinct()
                .forEach(this::unknownSection);
        for (RecipeFile.Entry entry : file.entries()) {
            String name = "--" + entry.key();
            OptionSpec option = command.getCommandSpec().findOption(name);
            if (option != null && mayHold(option)) {
                argument(entry, option).ifPresent(arguments::add);
            } else if (known.contains(entry.key())) {
                idle.add(entry.key());
            } else {
                String nearest = NearNames.of(entry.key(), known.stream()).get(0);
                problems.add(
                        file.at(entry.line()) + "'" + entry.key() + "' is no option, the nearest is '" + nearest + "'");
            }
        }
        return arguments;
    }

    /** Whether keys may stand in a section; empty for none. */
    static boolean isSection(String section) {
        return section.isEmpty() || SECTIONS.contains(section);
    }

    private void unknownSection(String section) {
        int line = file.entries().stream()
                .filter(entry -> entry.section().equals(section))
                .mapToInt(RecipeFile.Entry::line)
                .min()
                .orElse(1);
        boolean isOption = known().contains(section);
        problems.add(file.at(line)
                + (isOption
                        ? "'" + section + "' is an option and takes a value, no keys of its own"
                        : "section '" + section + "' is unknown, expected one of " + String.join(", ", SECTIONS)));
    }

    /** The options that a recipe may hold: those of all commands that take a recipe. */
    private Set<String> known() {
        Set<String> known = new TreeSet<>();
        root.getSubcommands().values().stream()
                .filter(each -> option(each).isPresent())
                .flatMap(each -> each.getCommandSpec().options().stream())
                .filter(RecipeArguments::mayHold)
                .forEach(each -> known.add(each.longestName().substring(2)));
        return known;
    }

    private static boolean mayHold(OptionSpec option) {
        return OptionGroup.of(option) != OptionGroup.GENERAL && !OWN.contains(option.longestName());
    }

    /** The option as an argument. Empty if it is wrong, switched off, or given on the command line. */
    private Optional<String> argument(RecipeFile.Entry entry, OptionSpec option) {
        String name = option.longestName();
        String argument = text(entry, option);
        String problem = form(entry, option);
        if (!problem.isEmpty()) {
            problems.add(file.at(entry.line()) + "'" + entry.key() + "' is " + problem);
            return Optional.empty();
        }
        if (overridden.contains(name) || argument.isEmpty() || !converts(argument, entry)) {
            return Optional.empty();
        }
        lines.put(name, entry.line());
        return Optional.of(argument);
    }

    /** The option as an argument; empty for a switch that is off. */
    static String text(RecipeFile.Entry entry, OptionSpec option) {
        String value = String.join(",", entry.values());
        if (isSwitch(option)) {
            return value.equals("false") ? "" : option.longestName();
        }
        return option.longestName() + "=" + value;
    }

    private static boolean isSwitch(OptionSpec option) {
        return option.arity().max() == 0;
    }

    /** What is wrong with the form of a value; empty for nothing. */
    static String form(RecipeFile.Entry entry, OptionSpec option) {
        if (entry.isList() && !option.isMultiValue()) {
            return "a list, expected one value";
        }
        boolean onOrOff = List.of(List.of("true"), List.of("false")).contains(entry.values());
        return isSwitch(option) && !onOrOff ? "'" + entry.values().get(0) + "', expected true or false" : "";
    }

    /** Whether the option takes the text. Each is tried alone, since picocli reports only the first fault of a command line. */
    private boolean converts(String argument, RecipeFile.Entry entry) {
        try {
            root.parseArgs(command.getCommandName(), argument);
        } catch (MissingParameterException e) {
            return true; // of the arguments that are not tried here
        } catch (ParameterException e) {
            problems.add(file.at(entry.line()) + Failure.message(e));
            return false;
        }
        return true;
    }
}
