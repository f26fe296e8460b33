package dev.coppice.cli.recipe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The origin of a command's options, for messages about their values.
 *
 * @param path the file of the recipe; empty without one
 * @param lines the line of each option that was taken from the recipe, such as {@code --prune} to 3
 * @param problems the problems of the recipe itself
 */
public record Recipe(Optional<Path> path, Map<String, Integer> lines, List<String> problems) {
    /** No recipe. */
    static final Recipe NONE = new Recipe(Optional.empty(), Map.of(), List.of());

    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");

    public Recipe {
        lines = Map.copyOf(lines);
        problems = List.copyOf(problems);
    }

    /** A problem of an option's value, with its line if it came from the recipe. */
    String located(String option, String problem) {
        return located(List.of(option), problem);
    }

    /** A problem that names options, with their lines in the recipe. */
    String located(String problem) {
        List<String> named = new ArrayList<>();
        Matcher matcher = OPTION.matcher(problem);
        while (matcher.find()) {
            named.add(matcher.group());
        }
        return located(named, problem);
    }

    private String located(List<String> options, String problem) {
        List<Integer> found = options.stream()
                .filter(lines::containsKey)
                .map(lines::get)
                .distinct()
                .sorted()
                .toList();
        return found.isEmpty()
                ? problem
                : path.map(p -> p.getFileName() + ":").orElse("")
                        + found.stream().map(String::valueOf).collect(Collectors.joining(",")) + ": " + problem;
    }
}
