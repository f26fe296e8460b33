package dev.coppice.compress.grid;

import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.TruncationDrop;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.measure.Drop;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Truncation that chooses region and grid: the candidate with the fewest MACs among those whose predicted drop is
 * allowed. The prediction is measured on the truncated network before any training, which usually wins some of the drop
 * back. The low-pass in place ({@link LowPass}) would be no cheaper to measure, and ranks truncations slightly
 * differently than training does.
 *
 * @param regions candidate regions, each tried with every grid
 * @param grids candidate grids
 * @param kind resampling to the limit and back
 * @param allowed greatest drop before training
 * @param evaluator measures the drop, always on the same images
 */
public record AutoTruncation(
        List<Region> regions, List<Grid> grids, Resampling kind, TruncationDrop allowed, Evaluator evaluator)
        implements CompressionPass {
    public AutoTruncation {
        regions = List.copyOf(regions);
        grids = List.copyOf(grids);
        if (regions.isEmpty() || grids.isEmpty()) {
            throw new InvalidInputException("There are " + regions.size() + " regions and " + grids.size()
                    + " grids to choose from, expected at least one of each.");
        }
    }

    /** A truncation that could be taken, with its measurements. */
    private record Candidate(GridTruncation truncation, CompressionPlan plan, long macs, double drop, String obstacle) {
        String where() {
            return "region " + truncation.region() + " at " + truncation.limit();
        }

        boolean isPossible() {
            return obstacle.isEmpty();
        }
    }

    /** The plan of the chosen candidate, after a decision for each candidate; without steps where none may be taken. */
    @Override
    public CompressionPlan plan(Network network) {
        List<Candidate> candidates = candidates(network);
        Optional<Candidate> chosen = best(candidates);
        List<Decision> decisions = new ArrayList<>();
        long before = Cost.of(network).macs();
        candidates.forEach(c -> decisions.add(decision(c, chosen, before)));
        chosen.ifPresent(c -> decisions.addAll(c.plan().decisions()));
        return new CompressionPlan(
                network.graph().hash(), chosen.map(c -> c.plan().steps()).orElse(List.of()), decisions);
    }

    @Override
    public Fingerprint fingerprint() {
        return Fingerprint.of("AutoTruncation")
                .with(
                        "regions",
                        Fingerprint.texts(regions.stream().map(Region::toString).toList()))
                .with(
                        "grids",
                        Fingerprint.texts(grids.stream().map(Grid::toString).toList()))
                .with("kind", kind)
                .with("allowed", allowed.toString())
                .with("evaluator", evaluator.fingerprint());
    }

    /** The truncation that the plan carries out; empty where none may be taken. */
    public Optional<GridTruncation> chosen(Network network) {
        return best(candidates(network)).map(Candidate::truncation);
    }

    private List<Candidate> candidates(Network network) {
        double original = evaluator.evaluate(network).accuracy();
        List<Candidate> candidates = new ArrayList<>();
        for (Region region : regions) {
            for (Grid grid : grids) {
                candidates.add(candidate(network, new GridTruncation(grid, region, kind), original));
            }
        }
        return candidates;
    }

    private Optional<Candidate> best(List<Candidate> candidates) {
        return candidates.stream()
                .filter(c -> c.isPossible() && allowed.allows(c.drop()))
                .min(Comparator.comparingLong(Candidate::macs).thenComparingDouble(Candidate::drop));
    }

    private Candidate candidate(Network network, GridTruncation truncation, double original) {
        CompressionPlan plan;
        try {
            plan = truncation.plan(network);
        } catch (InvalidInputException e) {
            CompressionPlan none = CompressionPlan.keepAll(network.graph());
            return new Candidate(truncation, none, 0, Double.NaN, e.problem());
        }
        if (plan.steps().isEmpty()) {
            return new Candidate(
                    truncation, plan, 0, Double.NaN, plan.decisions().get(0).reason());
        }
        Network rewritten = PlanRewriter.rewrite(network, plan);
        double drop = Drop.of(original, evaluator.evaluate(rewritten).accuracy());
        return new Candidate(truncation, plan, Cost.of(rewritten).macs(), drop, "");
    }

    private Decision decision(Candidate candidate, Optional<Candidate> chosen, long before) {
        if (!candidate.isPossible()) {
            return Decision.declined(GridTruncation.PASS, candidate.where(), "not taken: " + candidate.obstacle());
        }
        String figures = String.format(
                Locale.ROOT,
                "predicted drop %s points, %.3f to %.3f GMAC",
                Drop.text(candidate.drop(), "-"),
                before / 1e9,
                candidate.macs() / 1e9);
        if (chosen.filter(candidate::equals).isPresent()) {
            return Decision.changed(GridTruncation.PASS, candidate.where(), "taken: " + figures);
        }
        String why = allowed.allows(candidate.drop())
                ? "another candidate saves more"
                : "more than the " + allowed.points() + " points allowed";
        return Decision.declined(GridTruncation.PASS, candidate.where(), "not taken: " + figures + ", " + why);
    }
}
