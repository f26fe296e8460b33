package dev.coppice.eval.sweep;

import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.samediff.train.RetrainOptions;
import dev.coppice.samediff.train.TrainingFingerprint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A way to train the points of a sweep, in place of the one that the sweep has for all.
 *
 * @param name its name, part of the names of its points
 * @param retraining all options of retraining; the seed is the point's
 */
public record TrainingRecipe(String name, RetrainOptions retraining) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    public TrainingRecipe {
        if (!NAME.matcher(name).matches() || name.equals(SweepPoint.NONE)) {
            throw new InvalidInputException("'" + name
                    + "' cannot be the name of a recipe, which is part of the names of"
                    + " folders: expected letters, digits, points, '-' and '_', and not '" + SweepPoint.NONE + "'.");
        }
    }

    /** The request of a point, trained by the point's recipe if it has one. */
    static CompressionRequest of(CompressionRequest base, SweepPoint point) {
        return of(base, point.recipe());
    }

    private static CompressionRequest of(CompressionRequest base, Optional<TrainingRecipe> recipe) {
        return recipe.map(own -> base.withRetraining(own.retraining())).orElse(base);
    }

    /** The requests of some points, one for each recipe. */
    static List<CompressionRequest> all(CompressionRequest base, List<SweepPoint> points) {
        return points.stream()
                .map(SweepPoint::recipe)
                .distinct()
                .map(recipe -> of(base, recipe))
                .toList();
    }

    /**
     * Checks that recipes are told apart by their names, and by what they do.
     *
     * @throws InvalidInputException if two of them are not
     */
    static void check(CompressionRequest base, List<SweepPoint> points) {
        Map<String, Fingerprint> byName = new HashMap<>();
        Map<Fingerprint, String> names = new HashMap<>();
        for (Optional<TrainingRecipe> recipe :
                points.stream().map(SweepPoint::recipe).distinct().toList()) {
            String name = recipe.map(TrainingRecipe::name).orElse(SweepPoint.NONE);
            RetrainOptions options = of(base, recipe).retraining();
            Fingerprint trained = TrainingFingerprint.of(options.with(changes -> changes.seed(base.seed())));
            if (byName.putIfAbsent(name, trained) != null) {
                throw new InvalidInputException(
                        "Two recipes have the name '" + name + "', which their points are named by. Name them apart.");
            }
            String other = names.putIfAbsent(trained, name);
            if (other != null) {
                throw new InvalidInputException("Recipes '" + other + "' and '" + name
                        + "' train alike, and points would come to the same twice. Leave one of them out.");
            }
        }
    }
}
