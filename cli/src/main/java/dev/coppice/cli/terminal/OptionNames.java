package dev.coppice.cli.terminal;

import dev.coppice.models.ChangedSetting;
import dev.coppice.models.Setting;
import dev.coppice.models.SettingNames;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** The options of the command line for the settings of the library. */
public final class OptionNames implements SettingNames {
    /** The only instance. */
    public static final SettingNames OPTIONS = new OptionNames();

    private static final Map<Setting, String> BY_SETTING = Map.ofEntries(
            Map.entry(Setting.OUTPUT, "--out"),
            Map.entry(Setting.OVERWRITING, "--overwrite"),
            Map.entry(Setting.RESUMING, "--resume"),
            Map.entry(Setting.RATIO, "--prune"),
            Map.entry(Setting.MACS, "--macs"),
            Map.entry(Setting.PARAMETERS, "--parameters"),
            Map.entry(Setting.BUDGET, "--budget"),
            Map.entry(Setting.CEILING, "--max-ratio"),
            Map.entry(Setting.IGNORED, "--ignore"),
            Map.entry(Setting.PINNED, "--pin"),
            Map.entry(Setting.ROUNDING, "--round"),
            Map.entry(Setting.GRID, "--truncate"),
            Map.entry(Setting.REGION, "--truncate-from"),
            Map.entry(Setting.LENGTH, "--epochs"),
            Map.entry(Setting.FROZEN, "--freeze"),
            Map.entry(Setting.BATCH, "--batch"),
            Map.entry(Setting.CROP, "--crop"),
            Map.entry(Setting.BLOCK_TARGET, "--block-target"),
            Map.entry(Setting.DISTILLATION, "--distill-by"),
            Map.entry(Setting.TEMPERATURE, "--distill-temperature"),
            Map.entry(Setting.RANDOM_WEIGHTS, "--fill-weights SEED of prune"),
            Map.entry(Setting.DEQUANTIZE, "--dequantize"),
            Map.entry(Setting.FIXED_INPUTS, "--fix NAME=VALUE of convert"),
            Map.entry(Setting.OPSET, "--opset"),
            Map.entry(Setting.CRITERION, "--criterion"),
            Map.entry(Setting.DATA, "--data"),
            Map.entry(Setting.CARD, "--card"),
            Map.entry(Setting.SIZE, "--size"),
            Map.entry(Setting.LAYOUT, "--layout"),
            Map.entry(Setting.MEAN, "--mean"),
            Map.entry(Setting.DEVIATION, "--std"),
            Map.entry(Setting.CLASSES, "--classes"));

    private static final Map<String, String> BY_NAME = Map.ofEntries(
            Map.entry("network", "MODEL"),
            Map.entry("data", "--data"),
            Map.entry("training", "--data or --holdout"),
            Map.entry("selection", "--select-on or --holdout"),
            Map.entry("teacher", "--teacher"),
            Map.entry("length", "--epochs or --steps"),
            Map.entry("timeLimit", "--minutes"),
            Map.entry("batch", "--batch"),
            Map.entry("optimizer", "--optimizer"),
            Map.entry("frozen", "--freeze"),
            Map.entry("weightDecay", "--weight-decay"),
            Map.entry("momentum", "--momentum"),
            Map.entry("decay", "--schedule"),
            Map.entry("peak", "--learning-rate"),
            Map.entry("warmUp", "--warm-up"),
            Map.entry("cropHeight", "--crop, height"),
            Map.entry("cropWidth", "--crop, width"),
            Map.entry("smallestArea", "--resized-crop"),
            Map.entry("side", "--curriculum, grid 1 in"),
            Map.entry("share", "--curriculum, share"),
            Map.entry("classWeights", "--class-weights"),
            Map.entry("loss", "--loss"),
            Map.entry("smoothing", "--label-smoothing"),
            Map.entry("distillation", "--distill"),
            Map.entry("temperature", "--distill-temperature"),
            Map.entry("batchNorm", "--batch-norm"),
            Map.entry("blockTarget", "--block-target"),
            Map.entry("validateEvery", "--validate-every"),
            Map.entry("seed", "--seed"),
            Map.entry("iterations", "--iterations"),
            Map.entry("before", "--before-cut"),
            Map.entry("beforeLength", "--before-epochs"),
            Map.entry("strength", "--strength"),
            Map.entry("penalty", "--cutoff-penalty"),
            Map.entry("retrainOriginal", "--retrain-original"),
            Map.entry("scope", "--scope"),
            Map.entry("criterion", "--criterion"),
            Map.entry("widths", "--round"),
            Map.entry("ignored", "--ignore"),
            Map.entry("pinned", "--pin"),
            Map.entry("passes", "--prune, --budget or --truncate"),
            Map.entry("budget", "--budget"),
            Map.entry("region", "--truncate-from"),
            Map.entry("regions", "--truncate-from"),
            Map.entry("grids", "--grids"),
            Map.entry("allowed", "--truncate-drop"),
            Map.entry("normalization", "--normalize"),
            Map.entry("reduction", "--reduce"),
            Map.entry("averaging", "--ema"),
            Map.entry("largestNorm", "--clip-norm"),
            Map.entry("resampling", "--resampling"));

    /** Options by the end of a path, where the name alone is ambiguous. The first match counts. */
    private static final List<Map.Entry<String, String>> BY_PATH = List.of(
            Map.entry("LearnedTruncation.length", "--cutoff-epochs or --cutoff-steps"),
            Map.entry("LearnedTruncation.length.Epochs.count", "--cutoff-epochs"),
            Map.entry("LearnedTruncation.length.Steps.count", "--cutoff-steps"),
            Map.entry("beforeLength.Epochs.count", "--before-epochs"),
            Map.entry("Epochs.count", "--epochs"),
            Map.entry("Steps.count", "--steps"),
            Map.entry("Objective.kind", "--distill-by"),
            Map.entry("floor.PruningRatio.value", "--min-ratio"),
            Map.entry("ceiling.PruningRatio.value", "--max-ratio"),
            Map.entry("ratio.PruningRatio.value", "--pin"),
            Map.entry("PruningRatio.value", "--prune"),
            Map.entry("GridTruncation.limit", "--truncate"),
            Map.entry("GridTruncation.kind", "--resampling"),
            Map.entry("WidthMultiples.multiple", "--round"));

    /** Numbers of members of lists at the end of a path. */
    private static final Pattern PLACES = Pattern.compile("(\\.\\d+)+$");

    private OptionNames() {}

    @Override
    public String of(Setting setting) {
        return Objects.requireNonNull(BY_SETTING.get(setting), setting.word());
    }

    /** The option of a setting; the members of a list go by the option of the list. */
    @Override
    public String of(ChangedSetting change) {
        String path = PLACES.matcher(change.path()).replaceFirst("");
        String name = path.substring(path.lastIndexOf('.') + 1);
        return BY_PATH.stream()
                .filter(entry -> path.endsWith("." + entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> BY_NAME.getOrDefault(name, name));
    }
}
