package dev.coppice.cli.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.cli.help.Example;
import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.option.JsonOption;
import dev.coppice.cli.option.OutputOption;
import dev.coppice.cli.terminal.Console;
import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.cli.terminal.TextTable;
import dev.coppice.eval.output.OutputFolder;
import dev.coppice.eval.output.Outputs;
import dev.coppice.eval.survey.DataSurvey;
import dev.coppice.eval.survey.SplitSurvey;
import dev.coppice.export.StagedFile;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.DatasetFile;
import dev.coppice.models.data.Pictures;
import dev.coppice.models.data.RgbImage;
import dev.coppice.models.data.layout.DataFolder;
import dev.coppice.models.data.layout.DrawnSplits;
import dev.coppice.models.data.layout.FoundData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code data}: what a folder of labelled data holds, and a description of it to correct. */
@Command(
        name = "data",
        description = {
            "Show what a folder of labelled pictures holds, and what is wrong with it.",
            "That is its layout, splits, classes, pixels by class and sizes. Where the folder has no dataset.json, one to"
                    + " correct is written."
        })
@Example(does = "What a folder holds", with = "VOCdevkit/VOC2012")
@Example(does = "With a picture of samples and their labels", with = "data --samples samples.png")
@Example(does = "Draw splits by a seed", with = "data --split-seed 1 --split-shares train=0.7,val=0.2,test=0.1")
final class DataCommand implements Callable<Integer> {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int SIZES = 3;

    private final Console console;

    @Parameters(paramLabel = "DIR", description = "Folder of labelled pictures in any layout (docs/data.md).")
    private Path folder;

    @Grouped(OptionGroup.MEASURING)
    @Option(
            names = "--images",
            paramLabel = "N",
            description = "Pictures of each split to read, evenly spread; at least 1. Default: all.")
    private @Nullable Integer images;

    @Grouped(OptionGroup.DATA)
    @Option(
            names = "--split-seed",
            paramLabel = "S",
            description =
                    "Draw the splits by this seed, any number, and write that into dataset.json. Default: the folder's own"
                            + " splits; drawn by 0 where it has none.")
    private @Nullable Long seed;

    @Grouped(OptionGroup.DATA)
    @Option(
            names = "--split-shares",
            split = ",",
            paramLabel = "NAME=SHARE",
            description = "Share of each split that is drawn, above 0, together 1. Default: train=0.8,val=0.2.")
    private Map<String, Double> shares = new LinkedHashMap<>();

    @Grouped(OptionGroup.OUTPUT)
    @Option(
            names = "--samples",
            paramLabel = "FILE",
            description = "Draw a few pictures with their labels as PNG. Default: none.")
    private @Nullable Path samples;

    @Mixin
    private OutputOption output;

    @Mixin
    private JsonOption json;

    DataCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        check();
        FoundData found = drawn().map(draw -> DataFolder.look(folder, draw)).orElseGet(() -> DataFolder.look(folder));
        int most = images == null ? Integer.MAX_VALUE : images;
        DataSurvey survey = new DataSurvey(found.data(), most, console.progress(), console.cancellation());
        List<SplitSurvey> splits = survey.splits();
        Optional<Path> described = described(found);
        Optional<Path> picture =
                Optional.ofNullable(samples).flatMap(file -> survey.samples().map(drawn -> write(file, drawn)));
        json.print(console, () -> json(found, splits, described), () -> text(found, splits, described, picture));
        boolean isSound = splits.stream().allMatch(split -> split.problems().isEmpty());
        return isSound ? ExitCode.DONE : ExitCode.WRONG_INPUT;
    }

    private void check() {
        Integer most = images;
        if (most != null && most < 1) {
            throw new InvalidInputException("--images is " + most + ", expected at least 1.");
        }
        if (seed == null && !shares.isEmpty()) {
            throw new InvalidInputException(
                    "--split-shares is given without --split-seed, by which the splits are drawn.");
        }
        if (seed != null && Files.exists(folder.resolve(DatasetFile.NAME)) && !output.isGiven()) {
            throw new InvalidInputException("'" + folder.resolve(DatasetFile.NAME) + "' exists. Use --overwrite to draw"
                    + " splits and write it anew, or put \"splits\" into it.");
        }
        if (samples != null && !output.isGiven()) {
            Outputs.file(samples).refusePresent();
        }
    }

    private Optional<DrawnSplits> drawn() {
        return Optional.ofNullable(seed).map(s -> shares.isEmpty() ? DrawnSplits.by(s) : new DrawnSplits(s, shares));
    }

    /** Writes the description where there is none, or splits are drawn anew; our own layout is described already. */
    private Optional<Path> described(FoundData found) {
        Path file = folder.resolve(DatasetFile.NAME);
        boolean isWanted = found.key().isPresent() && (!Files.exists(file) || output.isGiven());
        if (!isWanted) {
            return Optional.empty();
        }
        try {
            return Optional.of(written(file, found.description().getBytes(StandardCharsets.UTF_8)));
        } catch (InvalidInputException e) {
            console.error("No dataset.json is written. " + e.getMessage()); // a read-only folder can still be looked at
            return Optional.empty();
        }
    }

    private Path written(Path file, byte... text) {
        return OutputFolder.during(Outputs.file(file), output.isGiven(), () -> {
            try (StagedFile staged = StagedFile.write(file, text)) {
                staged.commit();
                return file;
            }
        });
    }

    private static Path write(Path file, RgbImage drawn) {
        try {
            Pictures.write(file, drawn);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write '" + file + "': " + FileTrouble.of(e), e);
        }
    }

    private static ObjectNode json(FoundData found, List<SplitSurvey> splits, Optional<Path> described) {
        Dataset data = found.data();
        ObjectNode root = JSON.createObjectNode().put("name", data.name()).put("layout", found.layout());
        data.classes().forEach(root.putArray("classes")::add);
        data.ignore().ifPresent(value -> root.put("ignore", value));
        found.notes().forEach(root.putArray("notes")::add);
        root.put("confirm", found.open().orElse(null));
        root.put("written", described.map(Path::toString).orElse(null));
        for (SplitSurvey split : splits) {
            ObjectNode node = root.withArray("splits")
                    .addObject()
                    .put("split", split.split())
                    .put("images", split.images());
            ObjectNode counts = node.putObject("pixels");
            for (int c = 0; c < data.classes().size(); c++) {
                counts.put(data.classes().get(c), split.pixels().get(c));
            }
            node.put("ignored", split.ignored());
            split.sizes().forEach(node.putObject("sizes")::put);
            split.notes().forEach(node.putArray("notes")::add);
            split.problems().forEach(node.putArray("problems")::add);
        }
        return root;
    }

    private String text(FoundData found, List<SplitSurvey> splits, Optional<Path> described, Optional<Path> picture) {
        Dataset data = found.data();
        List<String> lines = new ArrayList<>();
        lines.add(data.name() + ": " + data.classes().size() + " classes, layout " + found.layout());
        lines.addAll(found.notes());
        lines.add("\n" + sizes(splits) + "\n\n" + classes(data, splits));
        for (SplitSurvey split : splits) {
            split.notes().forEach(note -> lines.add("\nIn " + split.split() + ": " + note));
            split.problems().forEach(problem -> lines.add("\nWrong in " + split.split() + ": " + problem));
        }
        found.open().ifPresent(open -> lines.add("\nTo confirm: " + open));
        lines.add("");
        described.ifPresent(file -> lines.add("written  " + file
                + (found.open().isPresent()
                        ? "; correct the names of the classes there"
                        : "; correct it where it is wrong")));
        picture.ifPresent(file -> lines.add("samples  " + file));
        boolean isSound = splits.stream().allMatch(split -> split.problems().isEmpty());
        lines.add("next     "
                + (isSound ? "coppice card MODEL --data " : "correct what is wrong, and look again: coppice data ")
                + folder);
        return String.join("\n", lines);
    }

    private static String sizes(List<SplitSurvey> splits) {
        TextTable table = new TextTable(1, "split", "pictures", "height×width").words(2);
        for (SplitSurvey split : splits) {
            String sizes = split.sizes().entrySet().stream()
                    .limit(SIZES)
                    .map(e -> e.getKey() + " (" + e.getValue() + ")")
                    .collect(Collectors.joining(", "));
            int more = split.sizes().size() - SIZES;
            table.row(
                    split.split(), String.valueOf(split.images()), sizes + (more > 0 ? " and " + more + " more" : ""));
        }
        return table.toString();
    }

    /** Shares of labelled pixels, or of pictures. */
    private static String classes(Dataset data, List<SplitSurvey> splits) {
        List<String> heading = new ArrayList<>(List.of("class"));
        splits.forEach(split -> heading.add(split.split()));
        TextTable table = new TextTable(1, heading.toArray(String[]::new));
        for (int c = 0; c < data.classes().size(); c++) {
            List<String> row = new ArrayList<>(List.of(data.classes().get(c)));
            for (SplitSurvey split : splits) {
                row.add(share(split.pixels().get(c), sum(split)));
            }
            table.row(row.toArray(String[]::new));
        }
        List<String> none = new ArrayList<>(List.of("(no class)"));
        splits.forEach(split -> none.add(share(split.ignored(), sum(split) + split.ignored())));
        table.row(none.toArray(String[]::new));
        return table.toString();
    }

    private static long sum(SplitSurvey split) {
        return split.pixels().stream().mapToLong(Long::longValue).sum();
    }

    private static String share(long count, long all) {
        return count == 0 ? "none" : String.format(Locale.ROOT, "%.2f %%", 100.0 * count / all);
    }
}
