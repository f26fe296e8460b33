package dev.coppice.cli.terminal;

/** What the process ends with. Scripts rely on these: they only ever get more, none changes. */
public final class ExitCode {
    /** Everything asked for is done. */
    public static final int DONE = 0;

    /** Failed while running: a disk that filled up, memory that ran out, a platform without natives. */
    public static final int FAILED = 1;

    /** The input or the command line is wrong; the message says what to change. */
    public static final int WRONG_INPUT = 2;

    /** Stopped by Ctrl-C, as shells count it: 128 + SIGINT. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
