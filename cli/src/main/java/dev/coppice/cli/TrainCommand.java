package dev.coppice.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.compress.retrain.RetrainOptions;
import dev.coppice.eval.flow.TrainingFlow;
import dev.coppice.eval.flow.TrainingResult;
import dev.coppice.eval.report.ReportJson;
import dev.coppice.models.data.SyntheticScenes;
import dev.coppice.models.zoo.Zoo;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code train}: a network of the zoo from fresh weights, as its bundled weights were made. */
@Command(name = "train", description = "Train a network of the zoo from fresh weights and write it as ONNX.")
final class TrainCommand implements Runnable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String STREET = "street-unet";

    private final Console console;

    @Parameters(paramLabel = "NETWORK", description = "street-unet: a small U-Net on synthetic street scenes.")
    private String name;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The model, NAME.onnx; its card goes beside.")
    private Path out;

    @Mixin
    private TrainingOptions training;

    @Mixin
    private JsonOption json;

    TrainCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        OptionCheck check = new OptionCheck();
        check.require(name.equals(STREET), "network '" + name + "' is not in the zoo; it has " + STREET);
        check.require(out.toString().endsWith(".onnx"), "--out is '" + out + "', expected a name that ends with .onnx");
        RetrainOptions options = training.changed(RetrainOptions.fromScratch(), check);
        check.done();
        TrainingResult result = new TrainingFlow(console.progress(), console.cancellation())
                .train(Zoo.untrainedStreet(training.seed()), SyntheticScenes.of(Zoo.STREET_SEED), options, out);
        json.print(console, () -> json(result), () -> text(result));
    }

    private static ObjectNode json(TrainingResult result) {
        return JSON.createObjectNode()
                .put("model", result.model().file().toString())
                .put("bytes", result.model().bytes())
                .put("steps", result.training().steps())
                .put("bestEpoch", result.training().best().epoch())
                .setAll(ReportJson.evaluation(result.training().best().evaluation()));
    }

    private static String text(TrainingResult result) {
        return String.join(
                "\n",
                "steps           " + result.training().steps() + ", the weights of epoch "
                        + result.training().best().epoch() + " were kept",
                "mIoU            "
                        + Figures.accuracy(result.training().best().evaluation().mIoU())
                        + " on the split that chose them",
                "pixel accuracy  "
                        + Figures.accuracy(result.training().best().evaluation().pixelAccuracy()),
                "",
                "model           " + result.model().file() + ", "
                        + Figures.bytes(result.model().bytes()));
    }
}
