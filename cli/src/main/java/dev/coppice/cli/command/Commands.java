package dev.coppice.cli.command;

import dev.coppice.cli.recipe.RecipeOption;
import dev.coppice.cli.terminal.Console;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The list of all commands, in the order of the help. A new command is one file and one line here. */
public final class Commands {
    private static final String SWEEP = "sweep";

    private static final List<Entry> ALL = List.of(
            new Entry(DemoCommand.class, console -> new DemoCommand(console)),
            new Entry(InspectCommand.class, console -> new InspectCommand(console)),
            new Entry(DataCommand.class, console -> new DataCommand(console)),
            new Entry(CardCommand.class, console -> new CardCommand(console)),
            new Entry(PruneCommand.class, console -> new PruneCommand(console)),
            new Entry(ConvertCommand.class, console -> new ConvertCommand(console)),
            new Entry(CompressCommand.class, console -> new CompressCommand(console)),
            new Entry(SweepCommand.class, console -> new SweepCommand(console)),
            new Entry(SensitivityCommand.class, console -> new SensitivityCommand(console)),
            new Entry(ProfileCommand.class, console -> new ProfileCommand(console)),
            new Entry(EvaluateCommand.class, console -> new EvaluateCommand(console)),
            new Entry(AnalyzeCommand.class, console -> new AnalyzeCommand(console)),
            new Entry(VerifyCommand.class, console -> new VerifyCommand(console)),
            new Entry(TrainCommand.class, console -> new TrainCommand(console)),
            new Entry(AnnotateCommand.class, console -> new AnnotateCommand(console)),
            new Entry(CompletionCommand.class, console -> new CompletionCommand(console)));

    private Commands() {}

    private record Entry(Class<?> type, Function<Console, Object> command) {
        String name() {
            return Objects.requireNonNull(type.getAnnotation(Command.class)).name();
        }
    }

    /** Whether the arguments ask for {@code sweep merge}, which needs none of the options of {@code sweep}. */
    private static boolean isMerge(String... args) {
        return Arrays.stream(args)
                .filter(arg -> !arg.startsWith("-"))
                .limit(2)
                .toList()
                .equals(List.of(SWEEP, MergeCommand.NAME));
    }

    /** Adds all commands with the commands below them, for those who only look at them. */
    public static CommandLine addAll(CommandLine root, Console console) {
        ALL.forEach(entry -> root.addSubcommand(entry.command().apply(console)));
        Objects.requireNonNull(root.getSubcommands().get(SWEEP)).addSubcommand(new MergeCommand(console));
        return root;
    }

    /**
     * Adds the command that the arguments ask for. Picocli reads every option of an added command, and so loads the types
     * of its options. Adding only one lets {@code inspect} and {@code prune} run without the training engine and its
     * libraries. All commands are added if the arguments name none, or name a recipe, which may hold options of any
     * command.
     */
    public static CommandLine addTo(CommandLine root, Console console, String... args) {
        if (isMerge(args)) {
            CommandLine sweep = new CommandLine(CommandSpec.create().name(SWEEP));
            return root.addSubcommand(sweep.addSubcommand(new MergeCommand(console)));
        }
        boolean recipe = Arrays.stream(args).anyMatch(arg -> arg.startsWith(RecipeOption.NAME));
        Optional<Entry> asked = Arrays.stream(args)
                .filter(arg -> !arg.startsWith("-"))
                .findFirst()
                .flatMap(arg -> ALL.stream().filter(e -> e.name().equals(arg)).findFirst());
        List<Entry> added = recipe ? ALL : asked.map(List::of).orElse(ALL);
        added.forEach(entry -> root.addSubcommand(entry.command().apply(console)));
        return root;
    }
}
