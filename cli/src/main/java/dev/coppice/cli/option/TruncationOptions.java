package dev.coppice.cli.option;

import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.compress.cutoff.CutoffLearning;
import dev.coppice.compress.cutoff.LearnedTruncation;
import dev.coppice.compress.grid.AutoTruncation;
import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.grid.Region;
import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.GridLimit;
import dev.coppice.compress.plan.LearnedLimit;
import dev.coppice.compress.plan.TruncationDrop;
import dev.coppice.compress.plan.TruncationTarget;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** Where grids are lowered and how; how far is another option's matter. */
public final class TruncationOptions {
    /** Asks for the region and grid that a drop allows. */
    static final String AUTO = "auto";

    @Mixin
    private GridOptions where;

    @Mixin
    private DropOptions drop;

    @Mixin
    private LearningOptions learning;

    /** Options that were looked at. */
    public record Choice(
            List<Region> regions,
            Optional<Resampling> kind,
            List<Grid> grids,
            int images,
            LearningOptions.Learning learning) {
        public Choice {
            regions = List.copyOf(regions);
            grids = List.copyOf(grids);
        }

        /** The same for these regions. */
        public Choice within(List<Region> others) {
            return new Choice(others, kind, grids, images, learning);
        }

        /** The regions that a target is tried in one after another; those it chooses from stand together. */
        public List<List<Region>> alternatives(TruncationTarget target) {
            if (target instanceof TruncationDrop) {
                return List.of(regions.isEmpty() ? List.of(new Region.Decoder(), new Region.All()) : regions);
            }
            return regions.isEmpty()
                    ? List.of(List.of(new Region.Decoder()))
                    : regions.stream().map(List::of).toList();
        }

        /** Every grid in every region, for a planner. */
        public List<GridTruncation> candidates() {
            return new GridOptions.Choice(regions, kind, grids).truncations();
        }

        /** The pass for a target, in the first of its alternatives. */
        public CompressionPass pass(TruncationTarget target, Basis basis) {
            if (target instanceof TruncationDrop allowed) {
                List<Region> candidates = alternatives(target).get(0);
                return new AutoTruncation(candidates, grids, kind.orElse(Resampling.AREA), allowed, predictor(basis));
            }
            Region region = alternatives(target).get(0).get(0);
            return target instanceof GridLimit limit ? truncation(limit.grid(), region) : learned(region);
        }

        /**
         * Tries what takes no measuring, in every region.
         *
         * @throws InvalidInputException if a truncation catches nothing, or a region is named that is none
         */
        public void tryOut(TruncationTarget target, Network network) {
            for (Region region :
                    alternatives(target).stream().flatMap(List::stream).toList()) {
                if (target instanceof GridLimit limit) {
                    truncation(limit.grid(), region).plan(network);
                } else if (target instanceof LearnedLimit) {
                    CutoffLearning.of(network, learned(region));
                } else {
                    region.nodes(network, network.shapes(1));
                }
            }
        }

        private GridTruncation truncation(Grid grid, Region region) {
            return new GridTruncation(grid, region, kind.orElse(Resampling.AREA));
        }

        private LearnedTruncation learned(Region region) {
            return new LearnedTruncation(region, kind.orElse(Resampling.DCT), learning.penalty(), learning.length());
        }

        private static Evaluator predictor(Basis basis) {
            return basis.predictor()
                    .orElseThrow(() -> new InvalidInputException(
                            "--truncate auto measures what each grid costs, and there are no data here. Give a grid"
                                    + " such as 1/2, or compress with --data."));
        }
    }

    /** Reads the options; what is wrong with them is noted. */
    Choice choice(OptionCheck check) {
        GridOptions.Choice grids = where.choice(check);
        return new Choice(grids.regions(), grids.kind(), grids.grids(), drop.images(check), learning.learning(check));
    }

    /** Notes regions beyond the first where there is nothing to choose one by. */
    void checkOneRegion(TruncationTarget target, Choice choice, OptionCheck check) {
        check.require(
                choice.alternatives(target).size() == 1,
                "--truncate-from names " + choice.regions().size()
                        + " regions, expected one unless --truncate is auto");
    }

    /** Notes options that none of these targets has a use for. */
    void checkUsed(Collection<TruncationTarget> targets, boolean planned, OptionCheck check) {
        learning.checkUsed(targets, check);
        check.require(
                targets.stream().anyMatch(TruncationDrop.class::isInstance) || !drop.isGiven(),
                "--truncate-drop or --predict-images is given without --truncate auto");
        check.require(
                planned || targets.stream().anyMatch(TruncationDrop.class::isInstance) || !where.areGridsGiven(),
                "--grids is given without --truncate auto, a budget or --max-drop");
    }

    /** Reads {@code p/q}, {@code p/qxr/s}, {@code auto}, {@code learned} or {@code none}, for {@code --truncate}. */
    Optional<TruncationTarget> target(String text, OptionCheck check) {
        if (text.strip().equals(AUTO)) {
            return Optional.of(drop.allowed(check));
        }
        if (text.strip().equals(LearnedTruncation.PASS)) {
            return Optional.of(new LearnedLimit());
        }
        return check.accepted(
                "--truncate",
                () -> PassOptions.grid(text).map(grid -> (TruncationTarget) new GridLimit(grid)),
                Optional.<TruncationTarget>empty());
    }
}
