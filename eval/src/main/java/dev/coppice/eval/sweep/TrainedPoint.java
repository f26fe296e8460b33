package dev.coppice.eval.sweep;

import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.PlanFile;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.eval.flow.CompressionFlow;
import dev.coppice.eval.flow.PlannedNetwork;
import dev.coppice.eval.source.ModelFormats;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.ModelFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A point that was trained, to go on from.
 *
 * @param name of the point
 * @param model its written model
 * @param plan its written plan
 */
record TrainedPoint(String name, Path model, Path plan) {
    /** The point of a folder. */
    static TrainedPoint in(Path folder) {
        return new TrainedPoint(
                String.valueOf(folder.getFileName()),
                folder.resolve(CompressionFlow.MODEL),
                folder.resolve(CompressionFlow.PLAN));
    }

    /**
     * What was planned for the point, with the weights of its model.
     *
     * @param original the network before the plan
     * @throws InvalidInputException if there is no model, or none of this plan
     */
    PlannedNetwork of(Network original) {
        if (!Files.exists(model)) {
            throw new InvalidInputException("The weights of '" + name + "' are to begin with, and '" + model
                    + "' is not there. Keep the folders of all points, or start each from the original.");
        }
        CompressionPlan planned = PlanFile.read(plan);
        Network network = PlanRewriter.rewrite(original, planned);
        Graph graph = network.graph();
        Graph written = ModelFormats.read(model).network().graph();
        Map<String, Tensor> weights = new HashMap<>();
        List<String> others = new ArrayList<>();
        graph.constants().forEach((constant, value) -> {
            if (value.type().isFloating()) {
                Optional<Tensor> trained = written.constant(constant).filter(found -> isAlike(found, value));
                trained.ifPresentOrElse(found -> weights.put(constant, found), () -> others.add(constant));
            }
        });
        if (!others.isEmpty()) {
            throw new InvalidInputException("The weights of '" + name + "' are to begin with, and '" + model
                    + "' has others than its plan: '" + others.get(0) + "'"
                    + (others.size() > 1 ? " and " + (others.size() - 1) + " more" : "")
                    + ". Start each point from the original.");
        }
        return new PlannedNetwork(planned, network.with(graph.withConstants(weights)));
    }

    /** The files that {@link #of} reads, as far as they are there, by their paths from the folder that the point's own is in. */
    Map<String, Path> files() {
        Stream<Path> own = Files.exists(model) ? ModelFiles.of(model).stream() : Stream.empty();
        return Stream.concat(own, Stream.of(CardFile.beside(model), plan))
                .filter(Files::isRegularFile)
                .collect(Collectors.toMap(file -> name + "/" + file.getFileName(), file -> file));
    }

    private static boolean isAlike(Tensor one, Tensor other) {
        return one.type() == other.type() && one.shape().equals(other.shape());
    }
}
