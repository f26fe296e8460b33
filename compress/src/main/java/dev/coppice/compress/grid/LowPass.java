package dev.coppice.compress.grid;

import dev.coppice.compress.grid.rule.OwnGrids;
import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.NearNames;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.Resampling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Low-pass in place, for measurements: some tensors are resampled to a grid and back, and nothing else changes. The
 * network gets no cheaper. Its accuracy shows what the frequencies beyond the grid are worth before any retraining (a
 * forward evaluation of the band limit, the operational truncation).
 *
 * @param sites the tensors with their grids; a site whose grid is no coarser than the tensor's own changes nothing
 */
public record LowPass(List<Site> sites) implements CompressionPass {
    /** The name of this pass in decisions. */
    public static final String PASS = "low-pass";

    /**
     * A tensor that some nodes read low-passed.
     *
     * @param tensor name of a feature map, N×C×H×W
     * @param readers names of the nodes; empty for the network's output
     * @param grid grid of the band limit, relative to the network's input
     * @param way resamplings down and back up
     */
    public record Site(String tensor, List<String> readers, Grid grid, Way way) {
        public Site {
            readers = List.copyOf(readers);
        }

        private Fingerprint fingerprint() {
            return Fingerprint.of("Site")
                    .with("tensor", tensor)
                    .with("readers", Fingerprint.texts(readers))
                    .with("grid", grid.toString())
                    .with("way", way.toString());
        }
    }

    /**
     * Way of a tensor down to a grid and back up.
     *
     * @param down resampling to the coarse grid
     * @param up resampling back to its own grid
     */
    public record Way(Resampling down, Resampling up) {
        @Override
        public String toString() {
            return down == up ? down.id() : down.id() + " down and " + up.id() + " up";
        }
    }

    public LowPass {
        sites = List.copyOf(sites);
    }

    /**
     * A low-pass at one tensor for all its readers; the tensor may be the network's output.
     *
     * @throws InvalidInputException if the network computes no tensor of that name
     */
    public static LowPass at(Network network, String tensor, Grid grid, Resampling kind) {
        if (!network.graph().hasTensor(tensor)
                || network.graph().constant(tensor).isPresent()) {
            Stream<String> names = network.graph().nodes().stream()
                    .flatMap(n -> n.outputs().stream())
                    .filter(t -> !t.isEmpty());
            throw new InvalidInputException("Network '" + network.card().name() + "' computes no tensor '" + tensor
                    + "'. The nearest are " + NearNames.of(tensor, names) + "; inspect lists them all.");
        }
        return new LowPass(List.of(site(network.graph(), tensor, grid, new Way(kind, kind))));
    }

    /** The site of a tensor for all its readers, or as the network's output. */
    static Site site(Graph graph, String tensor, Grid grid, Way way) {
        Stream<String> readers =
                graph.uses(tensor).stream().map(use -> use.node().name());
        return new Site(
                tensor, graph.isOutput(tensor) ? List.of() : readers.distinct().toList(), grid, way);
    }

    /**
     * A low-pass at the tensors that a truncation resamples. These are the tensors that it carries to its limit, those
     * that a changed node computes there at once, and the restored output. One direction, down or up, resamples as the
     * truncation does. The other, which the truncation never takes, is the ideal one, so that one low-pass after another
     * takes no more than the first.
     *
     * @throws InvalidInputException if the network lacks the region
     */
    public static LowPass of(Network network, GridTruncation truncation) {
        return new LowPass(TruncatedTensors.of(network, truncation));
    }

    /** A site that cannot be low-passed, so that the measured drop would be too small; empty if all can. */
    public Optional<String> obstacle(Network network) {
        OwnGrids own = OwnGrids.of(network);
        return sites.stream()
                .map(Site::tensor)
                .filter(tensor -> own.has(tensor) && own.exceedsInput(tensor))
                .findFirst()
                .map(tensor -> "'" + tensor + "' lies on " + own.of(tensor)
                        + ", finer than the input, and could not be carried back");
    }

    /** The network with the low-pass in place; the same object where nothing is cut off. */
    public Network applied(Network network) {
        return PlanRewriter.rewrite(network, plan(network));
    }

    @Override
    public Fingerprint fingerprint() {
        return Fingerprint.of("LowPass")
                .with(
                        "sites",
                        Fingerprint.list(sites.stream().map(Site::fingerprint).toList()));
    }

    /** The plan with two steps for each site; none for a site within its grid. */
    @Override
    public CompressionPlan plan(Network network) {
        OwnGrids own = OwnGrids.of(network);
        Set<String> taken = new HashSet<>(network.graph().names());
        List<PlanStep> steps = new ArrayList<>();
        List<Decision> decisions = new ArrayList<>();
        for (Site site : sites) {
            if (!own.has(site.tensor())) {
                decisions.add(Decision.declined(PASS, site.tensor(), "is no map with height and width"));
                continue;
            }
            Optional<Grid> target = own.cappedAt(site.tensor(), site.grid());
            Optional<Grid> back = own.exactly(site.tensor());
            String from = String.valueOf(own.of(site.tensor()));
            if (target.isEmpty()) {
                decisions.add(Decision.declined(PASS, site.tensor(), "lies on " + from + ", within " + site.grid()));
            } else if (back.isEmpty()) {
                String reason = "lies on " + from + ", finer than the input, and could not be carried back";
                decisions.add(Decision.declined(PASS, site.tensor(), reason));
            } else {
                steps.addAll(steps(site, target.get(), back.get(), taken));
                String reason = "low-passed from " + from + " to " + site.grid() + ", " + site.way();
                decisions.add(Decision.changed(PASS, site.tensor(), reason));
            }
        }
        return new CompressionPlan(network.graph().hash(), steps, decisions);
    }

    /**
     * The steps down and up before the readers. Before the output the step up comes first, since it takes the output's
     * name.
     */
    private List<PlanStep> steps(Site site, Grid target, Grid own, Set<String> taken) {
        String low = fresh(site.tensor() + "/low-pass", taken);
        String full = fresh(site.tensor() + "/low-pass/full", taken);
        Resample down = new Resample(site.way().down(), target);
        Resample up = new Resample(site.way().up(), own);
        return site.readers().isEmpty()
                ? List.of(
                        new PlanStep.InsertResample(site.tensor(), List.of(), up, full),
                        new PlanStep.InsertResample(full, List.of(full), down, low))
                : List.of(
                        new PlanStep.InsertResample(site.tensor(), site.readers(), down, low),
                        new PlanStep.InsertResample(low, site.readers(), up, full));
    }

    private static String fresh(String wanted, Set<String> taken) {
        String name = wanted;
        for (int i = 2; !taken.add(name); i++) {
            name = wanted + "-" + i;
        }
        return name;
    }
}
