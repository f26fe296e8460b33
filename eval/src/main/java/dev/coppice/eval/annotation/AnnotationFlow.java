package dev.coppice.eval.annotation;

import dev.coppice.eval.flow.PictureRoles;
import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.eval.output.OutputFolder;
import dev.coppice.eval.output.Outputs;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.DatasetCheck;
import dev.coppice.models.data.SpreadSubset;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Flow that simplifies labels to blocks, writes them as a data set, and estimates what they are worth.
 *
 * @param progress is told of every picture
 * @param cancellation is asked before every picture
 */
public record AnnotationFlow(Progress progress, Cancellation cancellation) {
    /**
     * The files to write. A data set takes the name of its folder only once it is whole, so its lock lies outside the
     * folder.
     *
     * @param writes whether a data set is written
     * @throws dev.coppice.models.InvalidInputException if a data set is written and the folder is not empty
     */
    public static Outputs outputs(Path out, boolean writes) {
        if (!writes) {
            return Outputs.in(out, EstimatesFiles.JSON, EstimatesFiles.PAGE);
        }
        BlockFolder.checkEmpty(out);
        Path target = out.toAbsolutePath().normalize();
        Path folder = Objects.requireNonNullElse(target.getParent(), target);
        return new Outputs(folder, "." + target.getFileName() + ".lock", List.of());
    }

    /**
     * Carries out a request.
     *
     * @throws dev.coppice.models.InvalidInputException if the labels are already blocks, a picture cannot be used, a network
     *     lacks classes, or the folder cannot be used
     * @throws dev.coppice.models.measure.CancelledException if asked to stop
     */
    public AnnotationResult run(AnnotationRequest request) {
        Outputs outputs = outputs(request.out(), request.target().isPresent());
        return OutputFolder.during(outputs, request.overwrites(), () -> annotated(request));
    }

    private AnnotationResult annotated(AnnotationRequest request) {
        Dataset full = request.data();
        boolean writes = request.target().isPresent();
        if (writes) {
            full.splits().forEach(split -> DatasetCheck.classPixels(full, split, progress, cancellation));
        }
        AnnotationRequest.Estimation estimation = request.estimation();
        Dataset looked = estimation
                .images()
                .<Dataset>map(count -> new SpreadSubset(full, count))
                .orElse(full);
        Estimates estimates = new EfficacyEstimator(
                        looked, request.splits(), estimation.reference(), progress, cancellation)
                .estimate(request.sides())
                .withMeasured(measured(full, estimation));
        BlockDataset blocks = request.blocks();
        if (writes) {
            new BlockFolder(blocks, progress, cancellation).write(request.out());
        }
        EstimatesFiles.write(request.out(), estimates);
        return new AnnotationResult(estimates, writes ? Optional.of(blocks) : Optional.empty());
    }

    private Map<Integer, Double> measured(Dataset full, AnnotationRequest.Estimation estimation) {
        OnnxEvaluator evaluator = new OnnxEvaluator(full, PictureRoles.VALIDATION, progress, cancellation);
        Map<Integer, Double> measured = new LinkedHashMap<>();
        estimation
                .trained()
                .forEach((side, network) ->
                        measured.put(side, evaluator.evaluate(network).accuracy()));
        return measured;
    }
}
