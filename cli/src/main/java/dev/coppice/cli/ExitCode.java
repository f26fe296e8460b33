package dev.coppice.cli;

/** What the process ends with. Scripts rely on these: they only ever get more, none changes. */
final class ExitCode {
    /** Everything asked for is done. */
    static final int DONE = 0;

    /** Failed while running: a disk that filled up, memory that ran out, a platform without natives. */
    static final int FAILED = 1;

    /** The input or the command line is wrong; the message says what to change. */
    static final int WRONG_INPUT = 2;

    /** Stopped by Ctrl-C, as shells count it: 128 + SIGINT. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
