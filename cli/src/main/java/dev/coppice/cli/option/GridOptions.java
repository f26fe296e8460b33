package dev.coppice.cli.option;

import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.compress.grid.Region;
import dev.coppice.eval.compression.GridChoice;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which regions and grids there are to choose from, and how maps are carried between grids. */
public final class GridOptions {
    @Option(
            names = "--truncate-from",
            paramLabel = "REGION",
            description =
                    "Where grids are lowered: decoder (default), all, downstream of a tensor, or at:TENSOR for what"
                            + " reads it alone. With --budget, --max-drop or --truncate auto several to choose from, in a sweep several to try:"
                            + " decoder,all.")
    private @Nullable String region;

    @Option(
            names = "--resampling",
            paramLabel = "KIND",
            description =
                    "How maps are carried to the lower grid and back: area (default; dct where the grid is learned),"
                            + " dct, dft, bilinear or bilinear-align-corners.")
    private @Nullable String resampling;

    @Option(
            names = "--grids",
            split = ",",
            paramLabel = "p/q",
            description = "Grids that --budget, --max-drop and --truncate auto choose from; 1/2,1/4,1/8 unless given.")
    private List<String> grids = List.of();

    boolean areGridsGiven() {
        return !grids.isEmpty();
    }

    /** Reads the options; what is wrong with them is noted. */
    public GridChoice choice(OptionCheck check) {
        List<Region> regions = region == null
                ? List.of()
                : Arrays.stream(region.split(",", -1))
                        .map(text -> check.accepted(
                                "--truncate-from", () -> Region.parse(text), (Region) new Region.Decoder()))
                        .distinct()
                        .toList();
        Optional<Resampling> kind = Optional.ofNullable(resampling)
                .map(text -> check.accepted("--resampling", () -> Resampling.parse(text), Resampling.AREA));
        GridChoice usual = GridChoice.USUAL.withRegions(regions);
        GridChoice carried = kind.map(usual::withKind).orElse(usual);
        return grids.isEmpty()
                ? carried
                : carried.withGrids(grids.stream()
                        .map(text -> check.accepted("--grids", () -> Grid.parse(text), Grid.FULL))
                        .distinct()
                        .toList());
    }
}
