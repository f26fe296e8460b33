package dev.coppice.eval.flow;

import dev.coppice.compress.cutoff.CutoffLearning;
import dev.coppice.compress.cutoff.LearnedTruncation;
import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Stage;
import dev.coppice.compress.retrain.Curriculum;
import dev.coppice.compress.retrain.RetrainOptions;
import dev.coppice.compress.retrain.RetrainResult;
import dev.coppice.compress.retrain.Retrainer;
import dev.coppice.compress.retrain.WeightChange;
import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.models.measure.CancelledException;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.network.Network;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Plans, cuts and retrains by turns, as the schedule says. Used once. */
final class Cutting {
    private final CompressionRequest request;
    private final CheckpointFolder checkpoints;
    private final List<CompressionPass> first;
    private final List<CompressionPass> rest;
    private final Optional<CutoffLearning> cutoffs;
    private final Optional<PlannedBudget> budget;
    private final List<Training> trainings = new ArrayList<>();
    private Planning planning;

    /**
     * What came of it.
     *
     * @param plan all steps; replays on the original
     * @param rewritten the network after the last cut, before it was retrained
     * @param trainings in order; the last is the one after the last cut, which may have taken no step
     */
    record Outcome(CompressionPlan plan, Network rewritten, List<Training> trainings) {
        Outcome {
            trainings = List.copyOf(trainings);
        }

        /** All of them as one. */
        RetrainResult retraining() {
            return trainings.stream()
                    .map(Training::result)
                    .reduce((earlier, later) -> later.after(earlier))
                    .orElseThrow();
        }
    }

    /**
     * One training of several.
     *
     * @param name that begins a sentence
     * @param keepsBest whether it kept its best weights; otherwise its last
     * @param result of this one alone
     */
    record Training(String name, boolean keepsBest, RetrainResult result) {}

    /**
     * Plans up to the first training, so that what is wrong is found before the work.
     *
     * @param checkpoints of all trainings of the run
     * @throws NothingToCutException if there are passes and they change nothing
     * @throws dev.coppice.models.InvalidInputException if the passes or the training before the cut do not suit the network
     */
    Cutting(CompressionRequest request, CheckpointFolder checkpoints) {
        this.request = request;
        this.checkpoints = checkpoints;
        List<CompressionPass> passes = request.passes().stream()
                .filter(pass -> !(pass instanceof LearnedTruncation))
                .toList();
        int cut = 0;
        while (cut < passes.size() && !passes.get(cut).isGradual()) {
            cut++;
        }
        first = passes.subList(0, cut);
        rest = passes.subList(cut, passes.size());
        Planning start = request.begun().orElseGet(() -> Planning.none(request.network()));
        Planning begun = start.then(first, stage(0));
        Planning whole = begun.then(rest, stage(0));
        cutoffs = request.learned().map(pass -> CutoffLearning.of(request.network(), pass));
        planning = cutoffs.isPresent() ? start : request.schedule().trainsBefore() ? begun : whole;
        if (cutoffs.isEmpty()) {
            refuseIdle(whole);
        }
        sparsity(begun.rewritten());
        budget = cutoffs.isPresent() ? Optional.empty() : PlannedBudget.of(request.network(), passes);
    }

    /** What was planned to a budget; empty where there is none, and where cut-offs are learned first. */
    Optional<PlannedBudget> budget() {
        return budget;
    }

    /** The first of several steps may be too small for a channel where all of them are not. */
    private void refuseIdle(Planning whole) {
        boolean idle = whole.plan().steps().isEmpty()
                && (request.schedule().iterations() == 1
                        || cutNow(whole.rewritten()).steps().isEmpty());
        if (idle && !request.passes().isEmpty()) {
            throw NothingToCutException.of(request.network(), whole.plan());
        }
    }

    /** The network that is trained first. */
    Network begun() {
        return cutoffs.map(CutoffLearning::softened).orElse(planning.rewritten());
    }

    private WeightChange sparsity(Network network) {
        return request.schedule().before().change(network, this::cutNow);
    }

    /**
     * Trains, cuts and trains to the end.
     *
     * @param evaluator that weights are chosen by
     * @throws CancelledException if asked to stop; the best weights so far are then written, if there was any training
     */
    Outcome finish(OnnxEvaluator evaluator) {
        int iterations = request.schedule().iterations();
        if (cutoffs.isPresent()) {
            learn(evaluator, cutoffs.get());
        }
        if (request.schedule().trainsBefore()) {
            evaluator
                    .progress()
                    .message("Training before the cut: "
                            + request.schedule().before().id());
            train(evaluator, sparse(), sparsity(planning.rewritten()), "Training before the cut");
            planning = planning.then(rest, stage(0));
        }
        Network rewritten = planning.rewritten();
        for (int i = 0; i < iterations; i++) {
            if (i > 0) {
                evaluator.progress().message("Cut " + (i + 1) + " of " + iterations);
                planning = planning.then(
                        rest.stream().filter(CompressionPass::isGradual).toList(), stage(i));
                rewritten = planning.rewritten();
            }
            String name = iterations == 1 ? "Training" : "Training after cut " + (i + 1) + " of " + iterations;
            train(evaluator, part(i), WeightChange.NONE, name);
        }
        return new Outcome(planning.plan(), rewritten, trainings);
    }

    private Stage stage(int iteration) {
        return new Stage(request.network(), request.schedule().iterations() - iteration);
    }

    /** Learns cut-offs and freezes them; then everything is planned that is not planned after other training. */
    private void learn(OnnxEvaluator evaluator, CutoffLearning learning) {
        evaluator.progress().message("Learning cut-offs");
        CompressionPlan nothing = planning.plan();
        Subject subject = new Subject(
                learning.softened(),
                learning.frozen(evaluator),
                soft -> new Planning(nothing.then(learning.plan(soft)), learning.frozen(soft)));
        RetrainOptions options = request.retraining()
                .withLength(learning.pass().length())
                .withTimeLimit(timeShare())
                .withCurriculum(Curriculum.NONE);
        train(retrainer(options, evaluator, learning.penalty()), subject, "Learning of cut-offs");
        evaluator
                .progress()
                .message("Frozen: " + planning.plan().decisions().get(0).reason());
        planning = planning.then(first, stage(0));
        if (!request.schedule().trainsBefore()) {
            planning = planning.then(rest, stage(0));
            refuseIdle(planning);
        }
    }

    private void train(OnnxEvaluator evaluator, RetrainOptions options, WeightChange change, String name) {
        CompressionPlan plan = planning.plan();
        Subject subject = new Subject(planning.rewritten(), evaluator, trained -> new Planning(plan, trained));
        train(retrainer(options, evaluator, change), subject, name);
    }

    private Retrainer retrainer(RetrainOptions options, OnnxEvaluator evaluator, WeightChange change) {
        return new Retrainer(
                options,
                evaluator.progress(),
                evaluator.cancellation(),
                change,
                checkpoints.of(checkpoint(trainings.size() + 1)));
    }

    /** What the checkpoint of a training is called, counted from 1. */
    static String checkpoint(int training) {
        return "training-" + training;
    }

    /** What is trained, how it is validated, and what is planned of it afterwards. */
    private record Subject(Network network, Evaluator evaluator, Function<Network, Planning> after) {}

    private void train(Retrainer retrainer, Subject subject, String name) {
        RetrainResult result;
        try {
            result = retrainer.retrain(
                    subject.network(), Optional.of(request.distilledFrom()), request.data(), subject.evaluator());
        } catch (CancelledException e) {
            // before its first step: what earlier trainings made must not be lost
            throw trainings.stream().anyMatch(t -> t.result().steps() > 0) ? interruptedBefore(name) : e;
        }
        planning = subject.after().apply(result.network());
        if (result.interrupted()) {
            throw interrupted(result);
        }
        trainings.add(new Training(name, retrainer.change() == WeightChange.NONE, result));
    }

    /** The last weights count, not the best: it is sparsity that this training is for. */
    private RetrainOptions sparse() {
        return request.retraining()
                .withLength(request.schedule().beforeLength())
                .withTimeLimit(timeShare())
                .withCurriculum(Curriculum.NONE);
    }

    private RetrainOptions part(int iteration) {
        RetrainOptions whole = request.retraining();
        int iterations = request.schedule().iterations();
        return whole.withLength(whole.length().part(iteration, iterations))
                .withTimeLimit(timeShare())
                .withSeed(whole.seed() + iteration);
    }

    /** The time limit in equal parts, one for each training that takes a step. */
    private Duration timeShare() {
        RetrainOptions whole = request.retraining();
        int after = whole.length().steps(1) > 0 ? request.schedule().iterations() : 0;
        int before = request.schedule().trainsBefore() ? 1 : 0;
        int learning = cutoffs.isPresent() ? 1 : 0;
        return whole.timeLimit().dividedBy(Math.max(1, learning + before + after));
    }

    /** Soft pruning zeroes what the passes would cut if they were asked now. */
    private CompressionPlan cutNow(Network network) {
        return Planning.none(network)
                .then(rest.stream().filter(CompressionPass::isGradual).toList(), new Stage(request.network(), 1))
                .plan();
    }

    private CancelledException interruptedBefore(String name) {
        return new CancelledException(String.format(
                Locale.ROOT,
                "Interrupted before the first step of '%s'. The network as earlier training and cuts left it is in '%s'.%s",
                name,
                written(),
                checkpoints.advice()));
    }

    private CancelledException interrupted(RetrainResult result) {
        return new CancelledException(String.format(
                Locale.ROOT,
                "Interrupted %s. The best weights so far (mIoU %.4f, epoch %d) are in '%s'.%s",
                result.detail(),
                result.best().evaluation().mIoU(),
                result.best().epoch(),
                written(),
                checkpoints.advice()));
    }

    /** The checkpoints of the trainings. */
    CheckpointFolder checkpoints() {
        return checkpoints;
    }

    private Path written() {
        Path file = request.out().resolve(CompressionFlow.INTERRUPTED);
        Handover.export(request, planning.plan(), planning.rewritten(), file);
        return file;
    }
}
