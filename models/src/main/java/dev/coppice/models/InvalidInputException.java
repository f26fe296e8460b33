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
    private final String problem;

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
        this.problem = text.with(SettingNames.OWN);
    }

    /**
     * A single problem, and apart from it what settings mend it.
     *
     * @param problem sentences that name no setting
     * @param advice sentences behind it
     */
    public InvalidInputException(String problem, SettingText advice) {
        super(problem + " " + advice.with(SettingNames.OWN));
        this.text = names -> problem + " " + advice.with(names);
        this.problem = problem;
    }

    /** A single problem that settings mend, with the exception that revealed it. */
    public InvalidInputException(SettingText text, Throwable cause) {
        super(text.with(SettingNames.OWN), cause);
        this.text = text;
        this.problem = text.with(SettingNames.OWN);
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

    /** What is wrong, without the advice where it stands apart: for those who try what nobody set. */
    public String problem() {
        return problem;
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
