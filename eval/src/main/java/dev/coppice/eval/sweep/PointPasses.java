package dev.coppice.eval.sweep;

import dev.coppice.compress.budget.SearchWatch;
import dev.coppice.compress.cutoff.LearnedTruncation;
import dev.coppice.compress.importance.Criteria;
import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.eval.budget.BudgetSearch;
import dev.coppice.eval.compression.CutChoice;
import dev.coppice.eval.compression.PassChoice;
import dev.coppice.eval.compression.PassInputs;
import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.eval.flow.PlannedNetwork;
import dev.coppice.eval.kept.KeptFigures;
import dev.coppice.models.Fingerprint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The passes of a sweep's points. Budgets with the same kind, criterion, grid, recipe and seed share one search. */
final class PointPasses implements FlowCompression.Passes {
    private final CompressionRequest base;
    private final PassChoice how;
    private final Map<Optional<TrainingRecipe>, PassInputs> inputs = new HashMap<>();
    private final SearchWatch watch;
    private final KeptFigures kept;
    private final Map<String, BudgetSearch> searches = new HashMap<>();

    /**
     * Passes without any search yet.
     *
     * @param base request with everything but passes, seed and folder
     * @param how how channels and grids are cut, unless a point says otherwise
     * @param kept figures that points have in common
     */
    PointPasses(CompressionRequest base, PassChoice how, SearchWatch watch, KeptFigures kept) {
        this.base = base;
        this.how = how;
        this.kept = kept;
        this.watch = watch;
    }

    @Override
    public List<CompressionPass> apply(SweepPoint point) {
        CutChoice cut = cut(point, how);
        PassInputs own = inputs(point).withSeed(point.seed());
        List<CompressionPass> passes = new ArrayList<>(cut.before(own));
        cut.budget().ifPresent(budget -> {
            String key = String.join(
                    " ",
                    budget.kind().id(),
                    point.criterion(),
                    point.recipeText(),
                    String.valueOf(point.seed()),
                    String.valueOf(cut.choosesGrid()),
                    Fingerprint.list(passes.stream()
                                    .map(CompressionPass::fingerprint)
                                    .toList())
                            .text());
            passes.add(searches.computeIfAbsent(key, k -> cut.search(base.network(), own))
                    .to(budget));
        });
        return passes;
    }

    /** The inputs of all points of a recipe. */
    private PassInputs inputs(SweepPoint point) {
        return inputs.computeIfAbsent(
                point.recipe(),
                recipe -> PassInputs.of(
                        TrainingRecipe.of(base, point), how.grids().images(), watch, kept));
    }

    /** Plans a point if that measures anything: scores on data, losses of a search, or times of this machine. */
    @Override
    public void measure(SweepPoint point) {
        List<CompressionPass> passes = apply(point);
        // a point that starts from another's weights is scored with these
        boolean measures = point.planned().isPresent()
                || (point.prune().isPresent() && point.start().isEmpty() && Criteria.measures(point.criterion()));
        if (measures && passes.stream().noneMatch(LearnedTruncation.class::isInstance)) {
            PlannedNetwork.of(base.network(), passes);
            searches.values().forEach(search -> search.machine().ifPresent(machine -> machine.keep(kept)));
        }
    }

    /** The cut of grids alone at a point; empty for none. */
    static Optional<CutChoice> grid(SweepPoint point, PassChoice how) {
        return point.truncate().map(t -> CutChoice.grid(t.target()).with(within(point, how)));
    }

    private static CutChoice cut(SweepPoint point, PassChoice how) {
        PassChoice own = within(point, how);
        if (point.prune().isPresent() || point.planned().isPresent()) {
            own = own.withChannels(
                    own.channels().withScoring(own.channels().scoring().withCriterion(point.criterion())));
        }
        return new CutChoice(
                point.prune(),
                point.truncate().map(SweepPoint.Truncation::target),
                point.planned().map(SweepPoint.Planned::budget),
                Optional.empty(),
                point.planned().filter(SweepPoint.Planned::choosesGrid).isPresent(),
                own);
    }

    private static PassChoice within(SweepPoint point, PassChoice how) {
        return point.truncate()
                .map(t -> how.withGrids(how.grids().withRegions(t.regions())))
                .orElse(how);
    }
}
