package dev.coppice.cli;

import dev.coppice.compress.grid.AutoTruncation;
import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.grid.Region;
import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.GridLimit;
import dev.coppice.compress.plan.MaxDrop;
import dev.coppice.compress.plan.TruncationTarget;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where grids are lowered and how; how far is another option's matter. */
final class TruncationOptions {
    /** Asks for the region and grid that a drop allows. */
    static final String AUTO = "auto";

    @Option(
            names = "--truncate-from",
            paramLabel = "REGION",
            description =
                    "Where grids are lowered: decoder (default), all, downstream of a tensor, or at:TENSOR for what"
                            + " reads it alone. With --truncate auto several to choose from; decoder,all.")
    private @Nullable String region;

    @Option(
            names = "--resampling",
            defaultValue = "area",
            paramLabel = "KIND",
            description = "How maps are carried to the lower grid and back: area (default), dct, dft, bilinear or"
                    + " bilinear-align-corners.")
    private String resampling;

    @Option(
            names = "--grids",
            split = ",",
            defaultValue = "1/2,1/4,1/8",
            paramLabel = "p/q",
            description = "Grids that --truncate auto chooses from; ${DEFAULT-VALUE}.")
    private List<String> grids;

    @Mixin
    private DropOptions drop;

    /** Options that were looked at. */
    record Choice(List<Region> regions, Resampling kind, List<Grid> grids, int images) {
        Choice {
            regions = List.copyOf(regions);
            grids = List.copyOf(grids);
        }

        /** The pass for a target. */
        CompressionPass pass(TruncationTarget target, Basis basis) {
            if (target instanceof MaxDrop allowed) {
                List<Region> candidates = regions.isEmpty() ? List.of(new Region.Decoder(), new Region.All()) : regions;
                return new AutoTruncation(candidates, grids, kind, allowed, predictor(basis));
            }
            return truncation(((GridLimit) target).grid());
        }

        /** The truncation at a grid. */
        GridTruncation truncation(Grid grid) {
            return new GridTruncation(grid, regions.isEmpty() ? new Region.Decoder() : regions.get(0), kind);
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
        List<Region> regions = region == null
                ? List.of()
                : Arrays.stream(region.split(",", -1))
                        .map(text -> check.accepted(
                                "--truncate-from", () -> Region.parse(text), (Region) new Region.Decoder()))
                        .distinct()
                        .toList();
        Resampling kind = check.accepted("--resampling", () -> Resampling.parse(resampling), Resampling.AREA);
        List<Grid> candidates = grids.stream()
                .map(text -> check.accepted("--grids", () -> Grid.parse(text), Grid.FULL))
                .distinct()
                .toList();
        return new Choice(regions, kind, candidates, drop.images(check));
    }

    /** Reads {@code p/q}, {@code p/qxr/s}, {@code auto} or {@code none}, for {@code --truncate}. */
    Optional<TruncationTarget> target(String text, Choice choice, OptionCheck check) {
        if (text.strip().equals(AUTO)) {
            return Optional.of(drop.allowed(check));
        }
        check.require(
                choice.regions().size() <= 1,
                "--truncate-from names " + choice.regions().size()
                        + " regions, expected one unless --truncate is auto");
        return check.accepted(
                "--truncate",
                () -> PassOptions.grid(text).map(grid -> (TruncationTarget) new GridLimit(grid)),
                Optional.<TruncationTarget>empty());
    }
}
