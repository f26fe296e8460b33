package dev.coppice.cli.terminal;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a stream of text ends in.
 *
 * @param columns the width of the terminal; 0 if it is no terminal
 * @param coloured whether colours are wanted
 */
public record Screen(int columns, boolean coloured) {
    /** A file, a pipe or a log. */
    public static final Screen NONE = new Screen(0, false);

    /** What divides the columns of a table, or a label from what it stands for; an indentation too. */
    private static final Pattern GAP = Pattern.compile("^ +|  +");

    private static final String RESET = "\u001b[0m";

    /**
     * The screen of a stream. Terminals are coloured unless {@code NO_COLOR} is set, {@code CLICOLOR} is 0 or {@code TERM}
     * is dumb; {@code CLICOLOR_FORCE} colours everything else but never against {@code NO_COLOR}.
     *
     * @param columns the width of the terminal; 0 if it is no terminal
     * @param environment the variables of the environment
     */
    public static Screen of(int columns, Map<String, String> environment) {
        boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        boolean forced = !environment.getOrDefault("CLICOLOR_FORCE", "0").matches("0?");
        boolean usual = columns > 0
                && !environment.getOrDefault("CLICOLOR", "1").equals("0")
                && !environment.getOrDefault("TERM", "").equals("dumb");
        return new Screen(columns, !refused && (forced || usual));
    }

    /** Whether it is a terminal, whose lines can be rewritten. */
    public boolean isTerminal() {
        return columns > 0;
    }

    /**
     * A text whose sentences end their lines between words where the terminal ends; those behind a label or an indentation go on below
     * where they began. Tables, which have more gaps of two spaces than one, stay as they are.
     */
    public String wrapped(String text) {
        return isTerminal()
                ? text.lines().map(this::wrappedLine).collect(Collectors.joining("\n"))
                        + (text.endsWith("\n") ? "\n" : "")
                : text;
    }

    private String wrappedLine(String line) {
        List<MatchResult> gaps = GAP.matcher(line).results().toList();
        int begin = gaps.isEmpty() ? 0 : gaps.get(0).end();
        if (line.length() <= columns || gaps.size() > 1 || begin > columns / 2) {
            return line;
        }
        StringBuilder wrapped = new StringBuilder(line.substring(0, begin));
        int length = begin;
        for (String word : line.substring(begin).split(" ", -1)) {
            if (length > begin) {
                boolean fits = length + 1 + word.length() < columns;
                wrapped.append(fits ? " " : "\n" + " ".repeat(begin));
                length = fits ? length + 1 : begin;
            }
            wrapped.append(word);
            length += word.length();
        }
        return wrapped.toString();
    }

    /** A heading. */
    String bold(String text) {
        return styled("1", text);
    }

    /** What stands back. */
    String faint(String text) {
        return styled("2", text);
    }

    /** What went wrong. */
    String red(String text) {
        return styled("31", text);
    }

    private String styled(String code, String text) {
        return coloured && !text.isEmpty() ? "\u001b[" + code + "m" + text + RESET : text;
    }
}
