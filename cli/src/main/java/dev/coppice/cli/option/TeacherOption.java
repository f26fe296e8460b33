package dev.coppice.cli.option;

import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.samediff.train.RetrainOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --teacher}: the network to distill from, instead of the uncompressed one. */
@Grouped(OptionGroup.OBJECTIVE)
public final class TeacherOption {
    @Option(
            names = "--teacher",
            paramLabel = "FILE",
            description = "Model file to distill from instead of the uncompressed network, such as a larger network. It"
                    + " needs a card, and the same input, output grid and classes as MODEL. It needs --distill. Default:"
                    + " the uncompressed network.")
    private @Nullable Path teacher;

    /** Notes a teacher that is given without distillation. */
    public void check(RetrainOptions retraining, OptionCheck check) {
        check.require(
                teacher == null || retraining.goal().objective().distillation() > 0,
                "--teacher is given without --distill, expected a weight above 0");
    }

    /**
     * Adds this teacher to the request.
     *
     * @param reading says how model files are read
     * @throws dev.coppice.models.InvalidInputException if the file cannot be read or has no card
     */
    public CompressionRequest taught(CompressionRequest request, CardOptions reading) {
        Path file = teacher;
        return file == null
                ? request
                : request.withTeacher(BundledInputs.network(file)
                        .orElseGet(() -> reading.read(file).network()));
    }
}
