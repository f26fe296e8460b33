package dev.coppice.cli.help;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Parameters or options with their texts beside them, or below them where the terminal is narrow. Lines end between words alone: a value such
 * as {@code 0.1:0.8:0.1} stays whole.
 */
final class ArgumentList {
    /** Narrower, a text stands below its name. */
    private static final int NARROW = 72;

    private static final int WIDEST_NAME = 29;
    private static final int BELOW = 8;

    private final Help help;
    private final int width;
    private final int column;

    private ArgumentList(Help help, int width, int column) {
        this.help = help;
        this.width = width;
        this.column = column;
    }

    /**
     * The list of some of a command's arguments, aligned with all of them.
     *
     * @param all the arguments that have a place in the help
     */
    static String of(Help help, List<? extends ArgSpec> some, List<? extends ArgSpec> all) {
        int width = help.commandSpec().usageMessage().width();
        ArgumentList list = new ArgumentList(help, width, width < NARROW ? BELOW : WIDEST_NAME);
        int longest = all.stream()
                .mapToInt(argument ->
                        list.name(list.rendered(argument)).plainString().length())
                .filter(length -> length < WIDEST_NAME - 1)
                .max()
                .orElse(0);
        ArgumentList aligned = new ArgumentList(help, width, Math.min(list.column, longest + 2));
        StringBuilder text = new StringBuilder();
        some.forEach(argument -> aligned.append(argument, text));
        return text.toString();
    }

    private Text[][] rendered(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? help.createDefaultOptionRenderer().render(option, help.parameterLabelRenderer(), help.colorScheme())
                : help.createDefaultParameterRenderer()
                        .render((PositionalParamSpec) argument, help.parameterLabelRenderer(), help.colorScheme());
    }

    /** The label of a parameter, or the names of an option with the label of its value: {@code "  -h, --help"}. */
    private Text name(Text[][] rendered) {
        Text[] cells = rendered[0];
        String between = cells[1].plainString().isEmpty() ? "      " : "  ";
        Text name = help.ansi().text(between).concat(cells[1]);
        return cells[1].plainString().isEmpty()
                ? name.concat(cells[3])
                : name.concat(cells[2]).concat(" ").concat(cells[3]);
    }

    private void append(ArgSpec argument, StringBuilder text) {
        Text[][] rendered = rendered(argument);
        Text name = name(rendered);
        text.append(name);
        int at = name.plainString().length();
        boolean beside = width >= NARROW && at < column;
        if (!beside) {
            text.append(System.lineSeparator());
            at = 0;
        }
        for (Text[] cells : rendered) {
            for (Text line : wrapped(cells[4], width - column)) {
                text.append(" ".repeat(column - at)).append(line).append(System.lineSeparator());
                at = 0;
            }
        }
    }

    /** The lines of a text, which end between words. A word that is longer than a line stands alone. */
    private static List<Text> wrapped(Text text, int width) {
        String plain = text.plainString();
        List<Text> lines = new ArrayList<>();
        int start = 0;
        while (plain.length() - start > width) {
            int end = plain.lastIndexOf(' ', start + width);
            if (end <= start) {
                end = plain.indexOf(' ', start);
                if (end < 0) {
                    break;
                }
            }
            lines.add(text.substring(start, end));
            start = end + 1;
        }
        lines.add(text.substring(start));
        return lines;
    }
}
