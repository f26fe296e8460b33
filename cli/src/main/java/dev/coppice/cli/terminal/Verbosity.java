package dev.coppice.cli.terminal;

/** How much progress is shown. Results, warnings and errors are shown always. */
public enum Verbosity {
    /** No progress. */
    QUIET,
    /** The stages, and the task under way. */
    USUAL,
    /** Every task with its end, too. */
    VERBOSE
}
