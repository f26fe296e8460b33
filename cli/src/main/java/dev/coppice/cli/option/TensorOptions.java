package dev.coppice.cli.option;

import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.eval.analysis.AnalysisRequest;
import dev.coppice.eval.analysis.tensor.TensorChoice;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.network.Network;
import java.util.List;
import picocli.CommandLine.Option;

/** The options for the inner tensors to analyse. */
@Grouped(OptionGroup.MEASURING)
public final class TensorOptions {
    private static final String ALL = "all";
    private static final String NONE = "none";

    @Option(
            names = "--tensors",
            split = ",",
            paramLabel = "T",
            description = "Tensors to analyse: names, all, or none. The frequencies of each one's values and gradient"
                    + " are shown, and its cut-off is measured. Default: where the grid changes, where the decoder"
                    + " begins, and the output; at most "
                    + TensorChoice.MOST
                    + ".")
    private List<String> tensors = List.of();

    @Option(
            names = "--gradient-images",
            defaultValue = "" + AnalysisRequest.Images.GRADIENTS,
            paramLabel = "N",
            description = "Images to average the spectra of tensors over, evenly spread over the split; at least 1."
                    + " Each takes a backward pass. Default: ${DEFAULT-VALUE}.")
    private int images;

    public void check(OptionCheck check) {
        check.require(images >= 1, "--gradient-images is " + images + ", expected at least 1");
    }

    public int images() {
        return images;
    }

    /**
     * The tensors to analyse; none for {@code none}.
     *
     * @throws InvalidInputException if a tensor does not exist; it names all of them
     */
    public TensorChoice choice(Network network) {
        if (tensors.isEmpty()) {
            return TensorChoice.usual(network);
        }
        if (tensors.equals(List.of(NONE))) {
            return new TensorChoice(List.of(), List.of());
        }
        return tensors.equals(List.of(ALL)) ? TensorChoice.all(network) : TensorChoice.named(network, tensors);
    }
}
