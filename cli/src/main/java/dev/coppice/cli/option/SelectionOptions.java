package dev.coppice.cli.option;

import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.eval.flow.PictureRoles;
import dev.coppice.models.data.Dataset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the pictures that the best weights are chosen on. */
@Grouped(OptionGroup.DATA)
public final class SelectionOptions {
    @Option(
            names = "--select-on",
            paramLabel = "S",
            description =
                    "Split that the best weights, and the grid where none is given, are chosen on. Accuracy"
                            + " measured on the same split is too optimistic. Default: val; the split that is evaluated if the data have no val.")
    private @Nullable String split;

    @Option(
            names = "--holdout",
            paramLabel = "SHARE",
            description = "Choose the best weights on a share of the training pictures instead of --select-on, above 0"
                    + " and below 100%%, such as 10%%. They are evenly spread and not trained on. Default:"
                    + " none is held out.")
    private @Nullable String share;

    /** Reads the options, and notes what is wrong. */
    public Choice choice(OptionCheck check) {
        check.require(split == null || share == null, "--select-on and --holdout are both given, expected one of them");
        String text = share;
        double part =
                text == null ? 0 : check.accepted("--holdout", () -> TargetOptions.number("--holdout", text), 0.0);
        check.require(
                text == null || (part > 0 && part < 1),
                "--holdout is '" + text + "', expected more than 0 and less than 100%, such as 10%");
        return new Choice(split, part);
    }

    /** The options as read; a share of 0 holds nothing out. */
    public record Choice(@Nullable String split, double share) {
        /**
         * The role of each picture of a data set: to train, to choose, or to measure on the given split.
         *
         * @throws dev.coppice.models.InvalidInputException if the share leaves no picture to train on, or none to choose on
         */
        public PictureRoles of(Dataset data, String measured) {
            PictureRoles usual = PictureRoles.of(data).withMeasured(measured);
            if (split != null) {
                return usual.withSelection(split);
            }
            return share > 0 ? usual.withHoldout(share) : usual;
        }
    }
}
