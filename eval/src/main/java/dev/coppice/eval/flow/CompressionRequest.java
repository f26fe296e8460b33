package dev.coppice.eval.flow;

import dev.coppice.compress.cutoff.LearnedTruncation;
import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkIdentity;
import dev.coppice.models.onnx.ModelMetadata;
import dev.coppice.models.onnx.OnnxReader;
import dev.coppice.samediff.train.RetrainOptions;
import dev.coppice.samediff.train.TrainingFingerprint;
import dev.coppice.samediff.train.TrainingLength;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What to compress, how, and where to. Immutable; {@code with} gives a changed copy.
 *
 * @param network what comes in
 * @param file where it was read from: accuracy and latency of the original are this very file's; empty if it has none
 * @param pictures what is trained on, what the best weights are chosen on and what accuracy is measured on
 * @param passes each plans on the result of the one before: truncation first, then channels
 * @param retraining how the rewritten network is retrained; its length may be 0
 * @param learning how long cut-offs are learned where a pass asks for that
 * @param schedule in how many steps channels are cut
 * @param teacher who is distilled from; the network itself where empty
 * @param retrainOriginal whether the original is retrained alike, to compare with
 * @param seed of everything random
 * @param out folder for the results
 * @param begun what earlier compressions left, to go on from: planned of the network and trained since; empty to begin with the
 *     network itself
 * @param command what a person would type to get this again, for the report; may be empty
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
        String command) {
    /** How long cut-offs are learned unless another length is given. */
    public static final TrainingLength LEARNING = new TrainingLength.Epochs(10);

    public CompressionRequest {
        passes = List.copyOf(passes);
        retraining = retraining.with(changes -> changes.seed(seed));
        if (learning.steps(1) == 0) {
            throw new InvalidInputException("Cut-offs are to be learned in 0 epochs or steps; give at least 1.");
        }
    }

    /** A network in memory, as yet without passes, to be retrained by default. */
    public static CompressionRequest of(Network network, Dataset data, Path out) {
        return new CompressionRequest(
                network,
                Optional.empty(),
                PictureRoles.of(data),
                List.of(),
                RetrainOptions.defaults(),
                LEARNING,
                CutSchedule.ONE_SHOT,
                Optional.empty(),
                false,
                1,
                out,
                Optional.empty(),
                "");
    }

    /**
     * An ONNX file with its card beside it or inside, as yet without passes, to be retrained by default.
     *
     * @throws InvalidInputException if it cannot be read
     */
    public static CompressionRequest of(Path model, Dataset data, Path out) {
        return of(OnnxReader.readNetwork(model), data, out).withFile(model);
    }

    /** The same, of a network that was read from this file. */
    public CompressionRequest withFile(Path model) {
        return changed(draft -> draft.file = Optional.of(model));
    }

    /** All pictures. */
    public Dataset data() {
        return pictures.data();
    }

    /** The split that accuracy is measured on. */
    public String split() {
        return pictures.measured();
    }

    /** The same, with other pictures to train, choose and measure on. */
    public CompressionRequest withPictures(PictureRoles changed) {
        return changed(draft -> draft.pictures = changed);
    }

    /** The same with a further pass, which plans on the result of those before. */
    public CompressionRequest with(CompressionPass pass) {
        List<CompressionPass> more = new ArrayList<>(passes);
        more.add(pass);
        return withPasses(more);
    }

    /** The same with these passes instead. */
    public CompressionRequest withPasses(List<CompressionPass> changed) {
        return changed(draft -> draft.passes = changed);
    }

    /** The same, retrained otherwise; the seed stays this request's. */
    public CompressionRequest withRetraining(RetrainOptions changed) {
        return changed(draft -> draft.retraining = changed);
    }

    /** The same, retrained for so many epochs; 0 for not at all. */
    public CompressionRequest withEpochs(int epochs) {
        return withRetraining(retraining.with(changes -> changes.length(new TrainingLength.Epochs(epochs))));
    }

    /** The same, with cut-offs learned for so long. */
    public CompressionRequest withLearning(TrainingLength changed) {
        return changed(draft -> draft.learning = changed);
    }

    /** The same, with channels cut in other steps. */
    public CompressionRequest withSchedule(CutSchedule changed) {
        return changed(draft -> draft.schedule = changed);
    }

    /** The same, distilled from another network than the one that is compressed; the options say with what weight. */
    public CompressionRequest withTeacher(Network changed) {
        return changed(draft -> draft.teacher = Optional.of(changed));
    }

    /** The same, with the original retrained alike to compare with. */
    public CompressionRequest withOriginalRetrained() {
        return changed(draft -> draft.retrainOriginal = true);
    }

    /** The same with another seed, for the retraining too. */
    public CompressionRequest withSeed(long changed) {
        return changed(draft -> draft.seed = changed);
    }

    /** The same, going on from what earlier compressions of the network left. */
    public CompressionRequest withBegun(PlannedNetwork changed) {
        return changed(draft -> draft.begun = Optional.of(changed));
    }

    /** The same into another folder. */
    public CompressionRequest withOut(Path changed) {
        return changed(draft -> draft.out = changed);
    }

    /** The same with the command line that stands for it. */
    public CompressionRequest withCommand(String changed) {
        return changed(draft -> draft.command = changed);
    }

    /** The original's very file, or what it would be written as where it has none; made at each call. */
    public OnnxSource source() {
        return file.map(model -> OnnxSource.file(model, network)).orElseGet(() -> OnnxSource.of(network));
    }

    /** What the original's file says of itself; nothing where it has none. */
    public ModelMetadata metadata() {
        return file.map(ModelMetadata::read).orElse(ModelMetadata.NONE);
    }

    /** Who is distilled from where the options ask for it: the teacher that was given, else the original. */
    Network distilledFrom() {
        return teacher.orElse(network);
    }

    /** Whether any training step is asked for. */
    public boolean trains() {
        return retraining.time().length().steps(1) > 0
                || schedule.trainsBefore()
                || learned().isPresent();
    }

    /** The truncation whose cut-offs are learned first, if there is one. */
    Optional<LearnedTruncation> learned() {
        return PassOrder.of(passes).learned();
    }

    /** How long the network is trained before its last cut. */
    TrainingLength lengthBefore() {
        TrainingLength before = schedule.beforeLength();
        return learned()
                .<TrainingLength>map(l -> new TrainingLength.Sum(learning, before))
                .orElse(before);
    }

    /** Everything that decides the result; where it ends up is not part of it. */
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
        return all.with("retrainOriginal", retrainOriginal).with("seed", seed);
    }

    /** A limit that is learned depends on how long, too. */
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
            command = from.command;
        }
    }
}
