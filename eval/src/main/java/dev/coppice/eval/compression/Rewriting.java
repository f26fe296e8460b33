package dev.coppice.eval.compression;

import dev.coppice.compress.budget.SearchWatch;
import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.prune.NothingToCut;
import dev.coppice.eval.flow.PlannedNetwork;
import dev.coppice.eval.flow.RewriteFlow;
import dev.coppice.eval.flow.RewriteRequest;
import dev.coppice.eval.flow.RewriteResult;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Cut without training, as a user asks for it: a choice of cuts becomes passes, which {@link RewriteFlow} carries out.
 *
 * @param progress is told how far the rewrite is
 * @param cancellation asks to stop
 * @param overwrites whether existing results are replaced
 */
public record Rewriting(Progress progress, Cancellation cancellation, boolean overwrites) {
    /**
     * Carries out a request.
     *
     * @param uncut request without passes
     * @param cut choice of cuts; weights alone decide how a budget is met
     * @param pictures data set for a criterion that measures on pictures
     * @param target the model's final name, as {@link RewriteFlow#run} takes it
     * @throws InvalidInputException if no channel can be cut, nothing says how to prepare pictures, or as {@link
     *     RewriteFlow#run}
     */
    public RewriteResult run(RewriteRequest uncut, CutChoice cut, Optional<Dataset> pictures, Path target) {
        return RewriteFlow.run(uncut.withPasses(passes(uncut, cut, pictures)), target, overwrites);
    }

    /**
     * Plans and rewrites in memory, without writing or comparing anything.
     *
     * @throws InvalidInputException as {@link #run}
     */
    public PlannedNetwork planned(RewriteRequest uncut, CutChoice cut, Optional<Dataset> pictures) {
        return PlannedNetwork.of(uncut.network(), passes(uncut, cut, pictures));
    }

    private List<CompressionPass> passes(RewriteRequest uncut, CutChoice cut, Optional<Dataset> pictures) {
        check(uncut.source().name(), uncut.network(), cut);
        SearchWatch watch = new SearchWatch(progress, cancellation);
        PassInputs inputs = PassInputs.ofWeights(pictures, uncut.seed(), watch);
        return cut.passes(uncut.network(), inputs.withFiles(uncut));
    }

    /**
     * Checks that there is something to cut and that pictures can be prepared. Pictures without the normalisation of
     * training would give scores too, but wrong ones.
     */
    private static void check(String name, Network network, CutChoice cut) {
        boolean some = cut.channels()
                .filter(target -> !target.equals(new PruningRatio(0)))
                .isPresent();
        if (some || cut.budget().isPresent()) {
            NothingToCut.refuse(network);
        }
        if (cut.how().channels().scoring().needsData() && !network.card().isKnown()) {
            throw new InvalidInputException(names -> names.of(Setting.CRITERION)
                    + " measures on pictures, but nothing says how '"
                    + name
                    + "' wants them prepared: it has no card. Give one with " + names.of(Setting.CARD) + ", or "
                    + names.of(Setting.MEAN) + ", " + names.of(Setting.DEVIATION) + " and " + names.of(Setting.CLASSES)
                    + ".");
        }
    }
}
