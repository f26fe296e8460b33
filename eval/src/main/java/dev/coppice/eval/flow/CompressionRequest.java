package dev.coppice.eval.flow;

import dev.coppice.compress.cutoff.LearnedTruncation;
import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.eval.source.ModelFormats;
import dev.coppice.export.form.OnnxForm;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkIdentity;
import dev.coppice.models.onnx.ModelMetadata;
import dev.coppice.samediff.train.RetrainOptions;
import dev.coppice.samediff.train.TrainingFingerprint;
import dev.coppice.samediff.train.TrainingLength;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A request for a compression: what, how and where to. Immutable; {@code with} gives a changed copy.
 *
 * @param network the original network
 * @param file file that it was read from; accuracy and latency of the original are measured on it; empty if there is none
 * @param pictures pictures for training, for choosing the best weights and for measuring accuracy
 * @param passes passes, each of which plans on the result of the one before: truncation first, then channels
 * @param retraining options of retraining; its length may be 0
 * @param learning length of learning cut-offs, if a pass asks for that
 * @param schedule when and in how many steps channels are cut
 * @param teacher network to distil from; the original if empty
 * @param retrainOriginal whether the original is retrained alike, for comparison
 * @param seed seed of everything random
 * @param out folder for the results
 * @param begun what earlier compressions planned and trained from the network, to go on from; empty to begin with the
 *     network itself
 * @param form opset and precision of the written model
 * @param timed whether latencies are measured at the end; not part of what decides the result
 * @param command command line that gives this again, for the report; may be empty
 */
public record CompressionRequest(
        Network network,
        Optional<Path> file,
        PictureRoles pictures,
        List<CompressionPass> passes,
        RetrainOptions retraining,
        TrainingLength learning,
        CutSchedule schedule,
        Optional<Network> teacher,
        boolean retrainOriginal,
        long seed,
        Path out,
        Optional<PlannedNetwork> begun,
        OnnxForm form,
        boolean timed,
        String command) {
    /** The default length of learning cut-offs. */
    public static final TrainingLength LEARNING = new TrainingLength.Epochs(10);

    public CompressionRequest {
        passes = List.copyOf(passes);
        retraining = retraining.with(changes -> changes.seed(seed));
        if (learning.steps(1) == 0) {
            throw new InvalidInputException("Cut-offs are to be learned in 0 epochs or steps; give at least 1.");
        }
    }

    /** A network in memory with default retraining, as yet without passes. */
    public static CompressionRequest of(Network network, Dataset data, Path out) {
        return new CompressionRequest(
                network,
                Optional.empty(),
                PictureRoles.of(data),
                List.of(),
                RetrainOptions.defaults(network.card()),
                LEARNING,
                CutSchedule.ONE_SHOT,
                Optional.empty(),
                false,
                1,
                out,
                Optional.empty(),
                OnnxForm.USUAL,
                true,
                "");
    }

    /**
     * A model file with its card beside it or inside, with default retraining and as yet without passes.
     *
     * @throws InvalidInputException if it cannot be read
     */
    public static CompressionRequest of(Path model, Dataset data, Path out) {
        return of(ModelFormats.read(model).network(), data, out).withFile(model);
    }

    /** The same for a network that was read from this file. */
    public CompressionRequest withFile(Path model) {
        return changed(draft -> draft.file = Optional.of(model));
    }

    /** The data set of all pictures. */
    public Dataset data() {
        return pictures.data();
    }

    /** The split that accuracy is measured on. */
    public String split() {
        return pictures.measured();
    }

    /** The same with other pictures for training, choosing and measuring. */
    public CompressionRequest withPictures(PictureRoles changed) {
        return changed(draft -> draft.pictures = changed);
    }

    /** The same with a further pass, which plans on the result of those before. */
    public CompressionRequest with(CompressionPass pass) {
        List<CompressionPass> more = new ArrayList<>(passes);
        more.add(pass);
        return withPasses(more);
    }

    /** The same with other passes. */
    public CompressionRequest withPasses(List<CompressionPass> changed) {
        return changed(draft -> draft.passes = changed);
    }

    /** The same with other retraining options. The seed stays this request's. */
    public CompressionRequest withRetraining(RetrainOptions changed) {
        return changed(draft -> draft.retraining = changed);
    }

    /** The same, retrained for this number of epochs; 0 for no retraining. */
    public CompressionRequest withEpochs(int epochs) {
        return withRetraining(retraining.with(changes -> changes.length(new TrainingLength.Epochs(epochs))));
    }

    /** The same with another length of learning cut-offs. */
    public CompressionRequest withLearning(TrainingLength changed) {
        return changed(draft -> draft.learning = changed);
    }

    /** The same with another schedule of cuts. */
    public CompressionRequest withSchedule(CutSchedule changed) {
        return changed(draft -> draft.schedule = changed);
    }

    /** The same, distilled from another network than the original. The retraining options give the weight. */
    public CompressionRequest withTeacher(Network changed) {
        return changed(draft -> draft.teacher = Optional.of(changed));
    }

    /** The same, with the original retrained alike for comparison. */
    public CompressionRequest withOriginalRetrained() {
        return changed(draft -> draft.retrainOriginal = true);
    }

    /** The same with another seed, also for the retraining. */
    public CompressionRequest withSeed(long changed) {
        return changed(draft -> draft.seed = changed);
    }

    /** The same, going on from what earlier compressions left of the network. */
    public CompressionRequest withBegun(PlannedNetwork changed) {
        return changed(draft -> draft.begun = Optional.of(changed));
    }

    /** The same with another form of the written model. */
    public CompressionRequest withForm(OnnxForm changed) {
        return changed(draft -> draft.form = changed);
    }

    /** The same with another output folder. */
    public CompressionRequest withOut(Path changed) {
        return changed(draft -> draft.out = changed);
    }

    /** The same, without latencies: for a machine where other work runs beside it. */
    public CompressionRequest withoutLatency() {
        return changed(draft -> draft.timed = false);
    }

    /** The same with the command line that gives it again. */
    public CompressionRequest withCommand(String changed) {
        return changed(draft -> draft.command = changed);
    }

    /** The original's own file, or the file that would be written if it has none. Made at each call. */
    public OnnxSource source() {
        return file.map(model -> OnnxSource.file(model, network)).orElseGet(() -> OnnxSource.of(network));
    }

    /** The metadata of the original's file; empty metadata if it has none. */
    public ModelMetadata metadata() {
        return file.map(ModelMetadata::read).orElse(ModelMetadata.NONE);
    }

    /** The network that is distilled from if the options ask for it: the given teacher, else the original. */
    Network distilledFrom() {
        return teacher.orElse(network);
    }

    /** Whether the request asks for any training step. */
    public boolean trains() {
        return retraining.time().length().steps(1) > 0
                || schedule.trainsBefore()
                || learned().isPresent();
    }

    /** The truncation with cut-offs to learn, if there is one. */
    Optional<LearnedTruncation> learned() {
        return PassOrder.of(passes).learned();
    }

    /** Everything that decides the result. The output folder is not part of it. */
    public Fingerprint fingerprint() {
        Fingerprint all = pictures.added(
                        Fingerprint.of("CompressionRequest").with("network", NetworkIdentity.of(network)), trains())
                .with(
                        "passes",
                        Fingerprint.list(passes.stream().map(this::fingerprint).toList()))
                .with("retraining", TrainingFingerprint.of(retraining))
                .with("schedule", schedule.fingerprint());
        all = begun.isPresent()
                ? all.with("begun", NetworkIdentity.of(begun.get().network()))
                : all;
        all = teacher.isPresent() ? all.with("teacher", NetworkIdentity.of(teacher.get())) : all;
        all = form.equals(OnnxForm.USUAL) ? all : all.with("form", form.fingerprint());
        return all.with("retrainOriginal", retrainOriginal).with("seed", seed);
    }

    /** The fingerprint of a pass. For a learned limit it includes the length of learning. */
    private Fingerprint fingerprint(CompressionPass pass) {
        return learned().filter(pass::equals).isPresent()
                ? pass.fingerprint().with("length", TrainingFingerprint.of(learning))
                : pass.fingerprint();
    }

    private CompressionRequest changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new CompressionRequest(
                network,
                draft.file,
                draft.pictures,
                draft.passes,
                draft.retraining,
                draft.learning,
                draft.schedule,
                draft.teacher,
                draft.retrainOriginal,
                draft.seed,
                draft.out,
                draft.begun,
                draft.form,
                draft.timed,
                draft.command);
    }

    /** A request being changed. */
    private static final class Draft {
        private Optional<Path> file;
        private PictureRoles pictures;
        private List<CompressionPass> passes;
        private RetrainOptions retraining;
        private TrainingLength learning;
        private CutSchedule schedule;
        private Optional<Network> teacher;
        private boolean retrainOriginal;
        private long seed;
        private Path out;
        private Optional<PlannedNetwork> begun;
        private OnnxForm form;
        private boolean timed;
        private String command;

        Draft(CompressionRequest from) {
            file = from.file;
            pictures = from.pictures;
            passes = from.passes;
            retraining = from.retraining;
            learning = from.learning;
            schedule = from.schedule;
            teacher = from.teacher;
            retrainOriginal = from.retrainOriginal;
            seed = from.seed;
            out = from.out;
            begun = from.begun;
            form = from.form;
            timed = from.timed;
            command = from.command;
        }
    }
}
