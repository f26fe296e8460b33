package dev.coppice.cli.option;

import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.export.form.OnnxForm;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say in which form an ONNX file is written. */
@Grouped(OptionGroup.OUTPUT)
public final class FormOptions {
    private static final String WHOLE = "fp32";
    private static final String HALF = "fp16";

    @Option(
            names = "--opset",
            paramLabel = "N",
            description =
                    "Opset of the written ONNX file, 13 to 26. Operators that it lacks are written with others, or are"
                            + " an error. Default: 18.")
    private @Nullable Integer opset;

    @Option(
            names = "--weights",
            paramLabel = "PRECISION",
            description =
                    "Precision that weights are stored in: fp32 or fp16. With fp16 the file is about half as large;"
                            + " the network computes in single precision. Default: fp32.")
    private @Nullable String weights;

    /**
     * The form that the options ask for.
     *
     * @throws dev.coppice.models.InvalidInputException if that opset is not written
     */
    public OnnxForm form(OptionCheck check) {
        check.require(
                weights == null || List.of(WHOLE, HALF).contains(weights),
                "--weights is '" + weights + "', expected fp32 or fp16");
        return new OnnxForm(Optional.ofNullable(opset), HALF.equals(weights));
    }
}
