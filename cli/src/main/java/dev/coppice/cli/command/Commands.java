package dev.coppice.cli.command;

import dev.coppice.cli.terminal.Console;
import java.util.List;

/** The list of all commands. */
public final class Commands {
    private Commands() {}

    /** One of each, in the order that the help shows. */
    public static List<Object> all(Console console) {
        return List.of(
                new DemoCommand(console),
                new InspectCommand(console),
                new PruneCommand(console),
                new CompressCommand(console),
                new SweepCommand(console),
                new SensitivityCommand(console),
                new ProfileCommand(console),
                new EvaluateCommand(console),
                new AnalyzeCommand(console),
                new VerifyCommand(console),
                new TrainCommand(console),
                new AnnotateCommand(console));
    }
}
