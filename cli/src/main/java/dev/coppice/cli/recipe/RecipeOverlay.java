package dev.coppice.cli.recipe;

import dev.coppice.cli.terminal.Failure;
import dev.coppice.models.NearNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * One of several recipes that a command tries: it holds some of the command's options, and takes the place of those that are given,
 * where {@code --recipe} gives way to them.
 */
public final class RecipeOverlay {
    /** What a point of a sweep has besides its recipe. */
    private static final Set<String> OF_POINT = Set.of("--seed");

    private final RecipeFile file;
    private final CommandLine part;
    private final CommandSpec command;
    private final List<String> problems;
    private final Map<String, Integer> lines = new HashMap<>();
    private final Map<String, String> arguments = new LinkedHashMap<>();

    private RecipeOverlay(Path path, CommandLine part, CommandSpec command) {
        this.file = RecipeFile.read(path);
        this.part = part;
        this.command = command;
        this.problems = new ArrayList<>(file.problems());
    }

    /**
     * Sets options as the recipe has them, and those that it leaves as the command line has them.
     *
     * @param part command of the options that the recipe may hold
     * @param command the command that was called
     * @param check is told what is wrong with the recipe
     * @return a check of the options, which knows the recipe's lines
     * @throws dev.coppice.models.InvalidInputException if the recipe cannot be read
     */
    public static OptionCheck read(Path path, CommandLine part, CommandSpec command, OptionCheck check) {
        RecipeOverlay recipe = new RecipeOverlay(path, part, command);
        recipe.file.entries().stream()
                .map(RecipeFile.Entry::section)
                .filter(section -> !RecipeArguments.isSection(section))
                .distinct()
                .forEach(section -> recipe.problems.add(
                        path.getFileName() + ": section '" + section + "' is unknown, expected training"));
        recipe.file.entries().forEach(recipe::add);
        part.parseArgs(recipe.all().toArray(String[]::new));
        return check.within(new Recipe(Optional.of(path), recipe.lines, recipe.problems));
    }

    private void add(RecipeFile.Entry entry) {
        String name = "--" + entry.key();
        OptionSpec option =
                OF_POINT.contains(name) ? null : part.getCommandSpec().findOption(name);
        String problem = option == null ? unknown(entry.key()) : RecipeArguments.form(entry, option);
        if (option == null || !problem.isEmpty()) {
            problems.add(file.at(entry.line()) + "'" + entry.key() + "' is " + problem);
            return;
        }
        lines.put(name, entry.line());
        String argument = RecipeArguments.text(entry, option);
        try {
            part.parseArgs(argument.isEmpty() ? new String[0] : new String[] {argument});
            arguments.put(name, argument);
        } catch (ParameterException e) {
            problems.add(file.at(entry.line()) + Failure.message(e));
        }
    }

    private String unknown(String key) {
        if (command.findOption("--" + key) != null) {
            return "none of the options that several recipes may differ in; give it to all points";
        }
        return "no option of training, the nearest is '"
                + NearNames.of(key, part.getCommandSpec().options().stream().map(option -> option.longestName()
                                .substring(2)))
                        .get(0)
                + "'";
    }

    /** The arguments of the recipe, and of the command line those that it leaves. */
    private List<String> all() {
        Set<String> replaced = new HashSet<>(lines.keySet());
        RecipeArguments.EXCLUSIVE.stream()
                .filter(group -> group.stream().anyMatch(lines::containsKey))
                .forEach(replaced::addAll);
        List<String> all = new ArrayList<>();
        for (OptionSpec given : command.commandLine().getParseResult().matchedOptions()) {
            String name = given.longestName();
            if (part.getCommandSpec().findOption(name) != null && !replaced.contains(name)) {
                boolean isSwitch = given.arity().max() == 0;
                all.addAll(isSwitch ? List.of(name) : valued(name, given.originalStringValues()));
            }
        }
        arguments.values().stream().filter(argument -> !argument.isEmpty()).forEach(all::add);
        return all;
    }

    private static List<String> valued(String name, List<String> values) {
        return values.stream().map(value -> name + "=" + value).toList();
    }
}
