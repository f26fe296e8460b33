package dev.coppice.models;

import java.util.List;

/**
 * Error in what the user handed in: a file, a card, an option, a data set.
 *
 * <p>The message is written for a person: what failed, which object, expected and actual, what to do. All problems of one
 * kind are listed at once. The command line prints it, with settings under the names of its options, and exits with 2.
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

    /** A single problem that settings can solve. */
    public InvalidInputException(SettingText text) {
        super(text.with(SettingNames.OWN));
        this.text = text;
        this.problem = text.with(SettingNames.OWN);
    }

    /**
     * A single problem, and separate advice on the settings that solve it.
     *
     * @param problem sentences that name no setting
     * @param advice sentences that follow the problem and may name settings
     */
    public InvalidInputException(String problem, SettingText advice) {
        super(problem + " " + advice.with(SettingNames.OWN));
        this.text = names -> problem + " " + advice.with(names);
        this.problem = problem;
    }

    /** A single problem that settings can solve, with the exception that revealed it. */
    public InvalidInputException(SettingText text, Throwable cause) {
        super(text.with(SettingNames.OWN), cause);
        this.text = text;
        this.problem = text.with(SettingNames.OWN);
    }

    /** Several problems of one kind under one heading, one per line. */
    public InvalidInputException(String heading, List<String> problems) {
        this(names -> listed(heading, problems));
    }

    /** Several problems that settings can solve, under one heading, one per line. */
    public static InvalidInputException of(String heading, List<SettingText> problems) {
        List<SettingText> all = List.copyOf(problems);
        return new InvalidInputException(names ->
                listed(heading, all.stream().map(each -> each.with(names)).toList()));
    }

    /** The problem without separate advice. Callers use it when they tried a value that no user had set. */
    public String problem() {
        return problem;
    }

    @Override
    public String told(SettingNames names) {
        return text.with(names);
    }

    /** A single problem follows its heading on one line; several take one line each. */
    private static String listed(String heading, List<String> problems) {
        return problems.size() == 1
                ? heading + " " + problems.get(0)
                : heading + "\n  - " + String.join("\n  - ", problems);
    }
}
