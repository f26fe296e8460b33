package dev.coppice.models;

import java.util.List;

/**
 * What the user handed in is wrong: a file, a card, an option, a data set.
 *
 * <p>The message is written for a person: what failed, which object, expected and actual, what to do. All problems of
 * one kind are listed at once. The command line prints it as it is and exits with 2.
 */
public class InvalidInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A single problem. */
    public InvalidInputException(String message) {
        super(message);
    }

    /** A single problem with the exception that revealed it. */
    public InvalidInputException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Several problems of one kind under one heading, a line each. */
    public InvalidInputException(String heading, List<String> problems) {
        super(
                problems.size() == 1
                        ? heading + " " + problems.get(0)
                        : heading + "\n  - " + String.join("\n  - ", problems));
    }
}
