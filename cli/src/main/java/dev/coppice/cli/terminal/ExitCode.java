package dev.coppice.cli.terminal;

/** The exit codes of the process. Scripts rely on them, so a code may be added but never changed. */
public final class ExitCode {
    /** Everything was done. */
    public static final int DONE = 0;

    /** The work failed while running: a full disk, too little memory, or a platform without native libraries. */
    public static final int FAILED = 1;

    /** The input or the command line is wrong; the message says what to change. */
    public static final int WRONG_INPUT = 2;

    /** Ctrl-C stopped the work; shells use 128 + SIGINT. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
