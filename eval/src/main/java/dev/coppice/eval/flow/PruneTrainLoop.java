package dev.coppice.eval.flow;

import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.samediff.train.Curriculum;
import dev.coppice.samediff.train.RetrainOptions;
import dev.coppice.samediff.train.TrainingLength;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The stages of a run: the network is cut and trained in turns as the schedule says, then written and measured.
 *
 * <p>Cuts before any training are made at once. Cuts after a training are tried in advance ("foresee"), so that errors show
 * before the work. At the bar the original is measured:
 *
 * <pre>
 * at once           cut first and rest              | train
 * in n iterations   cut first and rest to 1/n       | train, cut the rest further, train, …
 * trained before    cut first, foresee rest         | train sparsely, cut rest, train
 * learned cut-offs  foresee first and rest, prepare | learn, cut first and rest, train
 * </pre>
 *
 * <p>A run that goes on from earlier runs has the same stages; it begins with another state.
 *
 * @param request the request
 * @param passes passes of the request, by when they plan
 */
record PruneTrainLoop(CompressionRequest request, PassOrder passes) {
    /** The stages of a request. */
    static List<FlowStage> stages(CompressionRequest request, Originals originals) {
        PruneTrainLoop loop = new PruneTrainLoop(request, PassOrder.of(request.passes()));
        List<FlowStage> stages = new ArrayList<>(loop.begin());
        stages.add(new PlanBudget());
        stages.add(new WarnOfRuin());
        stages.add(new MeasureOriginal(originals));
        stages.addAll(loop.trainings());
        stages.addAll(loop.results());
        return List.copyOf(stages);
    }

    /** Stages up to the first training. None takes long, and they find the errors of a request. */
    private List<FlowStage> begin() {
        CutSchedule schedule = request.schedule();
        Requirement somethingIsCut = new Requirement.SomethingIsCut(passes.gradual());
        Requirement sparsifiable = new Requirement.Sparsifiable(passes.gradual());
        List<FlowStage> stages = new ArrayList<>();
        if (passes.learned().isPresent()) {
            stages.add(new CheckLaterCuts(List.of(cut(passes.first()), sparsifiable, cut(passes.rest()))));
            stages.add(new PrepareCutoffs(passes.learned().get()));
        } else if (schedule.trainsBefore()) {
            stages.add(cut(passes.first()));
            stages.add(new CheckLaterCuts(List.of(cut(passes.rest()), somethingIsCut)));
            stages.add(sparsifiable);
        } else {
            stages.addAll(List.of(cut(passes.first()), cut(passes.rest()), somethingIsCut));
        }
        if (request.trains()) {
            stages.add(new Requirement.Trainable());
        }
        return stages;
    }

    /** Trainings, and the cuts between them. */
    private List<FlowStage> trainings() {
        CutSchedule schedule = request.schedule();
        List<FlowStage> stages = new ArrayList<>();
        int trainings = 0;
        if (passes.learned().isPresent()) {
            RetrainOptions options = before(request.learning());
            stages.add(new LearnCutoffs(new TrainingTask("Learning of cut-offs", checkpoint(++trainings), options)));
            stages.add(cut(passes.first(), "cutting"));
        }
        if (schedule.trainsBefore()) {
            // this training is for sparsity, so its last weights count and not the best
            TrainingTask sparse = new TrainingTask(
                    "Training before the cut", checkpoint(++trainings), before(schedule.beforeLength()));
            stages.add(new Train(sparse, schedule.before(), passes.gradual()));
            stages.add(cut(passes.rest(), "cutting"));
        } else if (passes.learned().isPresent()) {
            stages.add(cut(passes.rest(), "cutting"));
            stages.add(new Requirement.SomethingIsCut(passes.gradual()));
        }
        int iterations = schedule.iterations();
        for (int i = 0; i < iterations; i++) {
            String which = (i + 1) + " of " + iterations;
            if (i > 0) {
                stages.add(new CutNetwork(passes.gradual(), iterations - i, "cut " + which));
            }
            String name = iterations == 1 ? "Training" : "Training after cut " + which;
            stages.add(new Train(new TrainingTask(name, checkpoint(++trainings), after(i))));
        }
        return stages;
    }

    /**
     * Stages after the last training. The model is written before anything else is measured, so that an interruption does
     * not lose it.
     */
    private List<FlowStage> results() {
        boolean trained = trainsAfter();
        Recalibrate recalibrate = new Recalibrate(BatchNormRecalibration.measures(request));
        List<FlowStage> stages = new ArrayList<>(
                trained ? List.of(new ExportModel(), recalibrate) : List.of(recalibrate, new ExportModel()));
        stages.add(new MeasureAccuracy(trained));
        if (request.retrainOriginal()) {
            stages.add(new RetrainOriginal());
        }
        if (request.timed()) {
            stages.add(new MeasureLatency());
        }
        stages.add(new WriteReport());
        return stages;
    }

    /** A cut before any training, with all iterations still to come. */
    private CutNetwork cut(List<CompressionPass> some) {
        return cut(some, CutNetwork.PLANNING);
    }

    private CutNetwork cut(List<CompressionPass> some, String title) {
        return new CutNetwork(some, request.schedule().iterations(), title);
    }

    /** The name of a training's checkpoint, counted from 1. */
    static String checkpoint(int training) {
        return "training-" + training;
    }

    private RetrainOptions before(TrainingLength length) {
        return request.retraining()
                .with(changes -> changes.length(length).timeLimit(timeShare()).curriculum(Curriculum.NONE));
    }

    private RetrainOptions after(int iteration) {
        RetrainOptions whole = request.retraining();
        TrainingLength part =
                whole.time().length().part(iteration, request.schedule().iterations());
        return whole.with(changes -> changes.length(part).timeLimit(timeShare()).seed(whole.seed() + iteration));
    }

    /** The time limit of one training: the whole limit in equal parts, one for each training that takes a step. */
    private Duration timeShare() {
        int after = trainsAfter() ? request.schedule().iterations() : 0;
        int before = request.schedule().trainsBefore() ? 1 : 0;
        int learning = passes.learned().isPresent() ? 1 : 0;
        return request.retraining().time().limit().dividedBy(Math.max(1, learning + before + after));
    }

    private boolean trainsAfter() {
        return request.retraining().time().length().steps(1) > 0;
    }
}
