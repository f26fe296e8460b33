package dev.coppice.eval.compression;

import dev.coppice.compress.cutoff.CutoffLearning;
import dev.coppice.compress.cutoff.LearnedTruncation;
import dev.coppice.compress.grid.AutoTruncation;
import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.grid.Region;
import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.TruncationTarget;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import java.util.List;
import java.util.Optional;

/**
 * Settings for where and how grids are lowered. A target says how far.
 *
 * @param regions candidate regions; empty for the defaults of a target
 * @param kind how maps are carried to the lower grid and back; empty for the default of a target
 * @param grids grids to choose from if no grid is given, at least one
 * @param images number of images that truncations are measured on to choose one, at least 1
 * @param penalty λ, the price of the share of MACs if a limit is learned, finite and at least 0
 */
public record GridChoice(
        List<Region> regions, Optional<Resampling> kind, List<Grid> grids, int images, double penalty) {
    /** The default number of images that truncations and low-passes are measured on. */
    public static final int IMAGES = 20;

    /** The defaults. */
    public static final GridChoice USUAL = new GridChoice(
            List.of(),
            Optional.empty(),
            List.of(new Grid(1, 2), new Grid(1, 4), new Grid(1, 8)),
            IMAGES,
            LearnedTruncation.PENALTY);

    private static final List<Region> BOTH = List.of(new Region.Decoder(), new Region.All());

    public GridChoice {
        regions = List.copyOf(regions);
        grids = List.copyOf(grids);
        if (grids.isEmpty()) {
            throw new InvalidInputException("There is no grid to choose from. Give some, such as 1/2,1/4,1/8.");
        }
        if (images < 1) {
            throw new InvalidInputException(
                    "The number of images for truncations is " + images + ", expected at least 1.");
        }
        if (!(penalty >= 0) || Double.isInfinite(penalty)) {
            throw new InvalidInputException(
                    "The penalty on cut-offs is " + penalty + ", expected a finite number of at least 0.");
        }
    }

    /** The same with these regions. */
    public GridChoice withRegions(List<Region> changed) {
        return new GridChoice(changed, kind, grids, images, penalty);
    }

    /** The same with another way to carry maps. */
    public GridChoice withKind(Resampling changed) {
        return new GridChoice(regions, Optional.of(changed), grids, images, penalty);
    }

    /** The same with other grids to choose from. */
    public GridChoice withGrids(List<Grid> changed) {
        return new GridChoice(regions, kind, changed, images, penalty);
    }

    /** The same, measured on this number of images. */
    public GridChoice withImages(int changed) {
        return new GridChoice(regions, kind, grids, changed, penalty);
    }

    /** The same with another price of MACs for learning a limit. */
    public GridChoice withPenalty(double changed) {
        return new GridChoice(regions, kind, grids, images, changed);
    }

    /** The regions that a target is tried in, one after another. Regions to choose from stand together. */
    public List<List<Region>> alternatives(TruncationTarget target) {
        if (target.isChosen()) {
            return List.of(regions.isEmpty() ? BOTH : regions);
        }
        return regions.isEmpty()
                ? List.of(List.of(new Region.Decoder()))
                : regions.stream().map(List::of).toList();
    }

    /** Every grid in every region, for a choice among them. */
    public List<GridTruncation> candidates() {
        return (regions.isEmpty() ? BOTH : regions)
                .stream()
                        .flatMap(region -> grids.stream().map(grid -> truncation(grid, region)))
                        .toList();
    }

    /** The pass for a target, in the first of its alternatives. */
    CompressionPass pass(TruncationTarget target, PassInputs inputs) {
        List<Region> first = alternatives(target).get(0);
        return target.match(
                limit -> truncation(limit.grid(), first.get(0)),
                allowed -> new AutoTruncation(first, grids, kind.orElse(Resampling.AREA), allowed, inputs.required()),
                learned -> learned(first.get(0)));
    }

    /**
     * Tries the target in every region, as far as that takes no measuring.
     *
     * @throws InvalidInputException if a truncation catches nothing, or a named region does not exist
     */
    public void tryOut(TruncationTarget target, Network network) {
        alternatives(target).stream()
                .flatMap(List::stream)
                .forEach(region -> target.<Object>match(
                        limit -> truncation(limit.grid(), region).plan(network),
                        drop -> region.nodes(network, network.shapes(1)),
                        learned -> CutoffLearning.of(network, learned(region))));
    }

    private LearnedTruncation learned(Region region) {
        return new LearnedTruncation(region, kind.orElse(Resampling.DCT), penalty);
    }

    private GridTruncation truncation(Grid grid, Region region) {
        return new GridTruncation(grid, region, kind.orElse(Resampling.AREA));
    }
}
