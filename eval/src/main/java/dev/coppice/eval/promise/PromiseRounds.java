package dev.coppice.eval.promise;

import dev.coppice.compress.budget.BudgetKind;
import dev.coppice.compress.budget.BudgetOutcome;
import dev.coppice.compress.budget.Frontier;
import dev.coppice.compress.budget.FrontierPoint;
import dev.coppice.compress.budget.FrontierSearch;
import dev.coppice.compress.budget.PointCut;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.eval.budget.BudgetPlanner;
import dev.coppice.eval.budget.FrontierFiles;
import dev.coppice.eval.budget.FrontierTable;
import dev.coppice.eval.budget.LatencySource;
import dev.coppice.eval.flow.CompressionFlow;
import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.eval.flow.CompressionResult;
import dev.coppice.eval.flow.PlannedNetwork;
import dev.coppice.eval.latency.LatencyFigures;
import dev.coppice.eval.report.Measured;
import dev.coppice.eval.report.Promise;
import dev.coppice.eval.report.Report;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.measure.Drop;
import dev.coppice.models.measure.Metric;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.BatchNormMode;
import dev.coppice.samediff.train.TrainingTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Rounds that train the points of a frontier that a {@link DropWalk} chooses.
 *
 * @param uncut the request without passes
 * @param search search of the frontier of the request's network; it has points
 * @param machine the machine whose milliseconds the search counts
 * @param flow carries out each round
 * @param progress is told of every round
 */
record PromiseRounds(
        CompressionRequest uncut,
        FrontierSearch search,
        LatencySource machine,
        CompressionFlow flow,
        Progress progress) {
    /** A round that was trained. */
    private record Done(PointCut cut, CompressionResult result, Promise.Round round) {}

    /** Trains the rounds and returns the best; its files are in the request's folder. */
    CompressionResult run(MaxDrop allowed) {
        Frontier frontier = frontier();
        DropExpectation expectation = new DropExpectation(frontier, BudgetPlanner.RECOVERABILITY);
        DropWalk walk = new DropWalk(
                allowed.share(),
                frontier.original().price(),
                frontier.points().stream()
                        .map(point -> new DropWalk.Candidate(point.price(), expectation.after(point)))
                        .toList());
        List<Done> done = new ArrayList<>();
        List<DropWalk.Tried> tried = new ArrayList<>();
        OptionalInt next = walk.next(tried);
        show(cut(frontier.points().get(next.orElseThrow())));
        while (next.isPresent()) {
            int candidate = next.getAsInt();
            double expected = walk.candidates().get(candidate).expected();
            Done round = round(frontier.points().get(candidate), expected, done);
            done.add(round);
            tried.add(new DropWalk.Tried(candidate, round.round().drop().measured()));
            next = walk.next(tried);
        }
        int best = tried.indexOf(walk.best(tried, one -> time(done.get(tried.indexOf(one)))));
        Promise promise = new Promise(
                allowed.share(),
                machine.machine().toString(),
                done.stream().map(Done::round).toList(),
                best);
        progress.message(promise.sentence());
        CompressionResult result = FinalFiles.of(done.get(best).result(), promise, uncut.out());
        write(done.get(best).cut());
        return result;
    }

    private Frontier frontier() {
        return search.frontier(uncut.network());
    }

    private PointCut cut(FrontierPoint point) {
        return new PointCut(search, BudgetKind.LATENCY, uncut.network(), point);
    }

    /** Shows and writes the whole frontier before anything is trained. */
    private void show(PointCut first) {
        FrontierTable.lines(BudgetKind.LATENCY, outcome(first)).forEach(progress::course);
        write(first);
    }

    private void write(PointCut chosen) {
        Metric metric = Metric.of(uncut.network().card());
        FrontierFiles.write(uncut.out(), metric, BudgetKind.LATENCY, outcome(chosen), progress);
    }

    private BudgetOutcome outcome(PointCut chosen) {
        return new BudgetOutcome(chosen.plan(uncut.network()), frontier(), chosen.point(), OptionalDouble.empty());
    }

    private Done round(FrontierPoint point, double expected, List<Done> done) {
        int number = done.size() + 1;
        PointCut cut = cut(point);
        progress.course(String.format(
                Locale.ROOT,
                "Round %d of at most %d: %s; predicted %.2f ms, an expected drop of %s points after training",
                number,
                DropWalk.ROUNDS,
                cut.what(),
                point.price(),
                Drop.text(expected, "-")));
        CompressionRequest request = uncut.withOut(PromiseFlow.folder(uncut.out(), number))
                .withPasses(List.of(cut))
                .withRetraining(uncut.retraining().with(changes -> changes.timeLimit(timeShare())));
        OptionalInt from = begun(cut, done);
        CompressionResult result =
                flow.part(from.isPresent() ? request.withBegun(trained(done.get(from.getAsInt()))) : request);
        Report report = result.report();
        Promise.Drops drops = new Promise.Drops(frontier().drop(point), expected, report.drop(report.retrained()));
        String weights = from.isPresent()
                ? "the weights of round " + (from.getAsInt() + 1) + ", cut further"
                : "the original's weights";
        return new Done(cut, result, new Promise.Round(cut.what(), weights, point.price(), measured(result), drops));
    }

    /** The share of the time limit for one round: the limit in as many equal parts as there may be rounds. */
    private Duration timeShare() {
        Duration limit = uncut.retraining().time().limit();
        return limit.equals(TrainingTime.UNLIMITED) ? limit : limit.dividedBy(DropWalk.ROUNDS);
    }

    /**
     * The last round whose trained network can be cut further. A plan replays on the original only if training keeps the
     * nodes.
     */
    private OptionalInt begun(PointCut cut, List<Done> done) {
        if (uncut.retraining().optimization().batchNorm() != BatchNormMode.BATCH || !uncut.trains()) {
            return OptionalInt.empty();
        }
        for (int i = done.size() - 1; i >= 0; i--) {
            if (cut.continues(done.get(i).cut().point()) && isReached(cut, done.get(i))) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** Whether cutting further reaches the same point. Training may have changed the order of importance of the layers. */
    private boolean isReached(PointCut cut, Done from) {
        Network trained = from.result().network();
        Network further = PlanRewriter.rewrite(trained, search.further(trained, cut.point()));
        Network planned = search.rewritten(uncut.network(), cut.point());
        return Cost.of(further).macs() == Cost.of(planned).macs();
    }

    private static PlannedNetwork trained(Done from) {
        return new PlannedNetwork(from.result().plan(), from.result().network());
    }

    /** Measured milliseconds of the planned kind; empty if another machine was planned for. */
    private Optional<Double> measured(CompressionResult result) {
        if (!machine.machine().isHere()) {
            return Optional.empty();
        }
        return isTimed(result.report())
                ? figures(result.report().retrained()).map(LatencyFigures::median)
                : machine.clock(uncut.network()).map(clock -> clock.cost(result.network()));
    }

    /**
     * The time as a share of the original's, which was timed beside it. Rounds are minutes apart, and machines change their
     * pace.
     */
    private double time(Done done) {
        double predicted = done.round().predicted() / frontier().original().price();
        Report report = done.result().report();
        return done.round().measured().isEmpty() || !isTimed(report)
                ? predicted
                : figures(report.retrained())
                        .flatMap(after -> figures(report.original()).map(before -> after.median() / before.median()))
                        .orElse(predicted);
    }

    /** Whether a report has figures for the planned number of threads. */
    private boolean isTimed(Report report) {
        int threads = machine.machine().threads();
        return report.timing()
                .filter(timing -> threads == 1 || threads == timing.cores())
                .isPresent();
    }

    private Optional<LatencyFigures> figures(Measured measured) {
        return measured.latency().map(both -> machine.machine().threads() == 1 ? both.oneThread() : both.allCores());
    }
}
