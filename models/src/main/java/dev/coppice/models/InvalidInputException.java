package dev.coppice.models;

import java.util.List;

/**
 * What the user handed in is wrong: a file, a card, an option, a data set.
 *
 * <p>The message is written for a person: what failed, which object, expected and actual, what to do. All problems of
 * one kind are listed at once. The command line exits with 2 and prints it, with settings under the names of its options.
 */
public class InvalidInputException extends RuntimeException implements NamesSettings {
    private static final long serialVersionUID = 1L;

    private final transient SettingText text;

    /** A single problem. */
    public InvalidInputException(String message) {
        this(names -> message);
    }

    /** A single problem with the exception that revealed it. */
    public InvalidInputException(String message, Throwable cause) {
        this(names -> message, cause);
    }

    /** A single problem that settings mend. */
    public InvalidInputException(SettingText text) {
        super(text.with(SettingNames.OWN));
        this.text = text;
    }

    /** A single problem that settings mend, with the exception that revealed it. */
    public InvalidInputException(SettingText text, Throwable cause) {
        super(text.with(SettingNames.OWN), cause);
        this.text = text;
    }

    /** Several problems of one kind under one heading, a line each. */
    public InvalidInputException(String heading, List<String> problems) {
        this(names -> listed(heading, problems));
    }

    /** Several problems under one heading, a line each, that settings mend. */
    public static InvalidInputException of(String heading, List<SettingText> problems) {
        List<SettingText> all = List.copyOf(problems);
        return new InvalidInputException(names ->
                listed(heading, all.stream().map(each -> each.with(names)).toList()));
    }

    @Override
    public String told(SettingNames names) {
        return text.with(names);
    }

    /** One problem behind its heading, several in a line each. */
    private static String listed(String heading, List<String> problems) {
        return problems.size() == 1
                ? heading + " " + problems.get(0)
                : heading + "\n  - " + String.join("\n  - ", problems);
    }
}
