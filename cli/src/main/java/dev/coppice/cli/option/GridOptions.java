package dev.coppice.cli.option;

import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
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

/** The options for regions and grids to choose from, and for resampling maps between grids. */
@Grouped(OptionGroup.GRIDS)
public final class GridOptions {
    @Option(
            names = "--truncate-from",
            paramLabel = "REGION",
            description = "Region whose grid is lowered: decoder, all, TENSOR for what lies downstream of a tensor, or"
                    + " at:TENSOR for only what reads it. Several, such as decoder,all, are choices where the"
                    + " grid is not given; a sweep tries each. Default: decoder; decoder,all where"
                    + " there is a choice.")
    private @Nullable String region;

    @Option(
            names = "--resampling",
            paramLabel = "KIND",
            description = "How feature maps are resampled to the lower grid and back: area, dct, dft, bilinear or"
                    + " bilinear-align-corners. Default: area; dct for a learned limit.")
    private @Nullable String resampling;

    @Option(
            names = "--grids",
            split = ",",
            paramLabel = "p/q",
            description =
                    "Grids to choose from where none is given, as fractions of the input's. Default: 1/2,1/4,1/8.")
    private List<String> grids = List.of();

    boolean areGridsGiven() {
        return !grids.isEmpty();
    }

    /** Reads the options, and notes what is wrong. */
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
