package dev.coppice.samediff.train;

import dev.coppice.models.ChangedSetting;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.OtherSettingsException;
import dev.coppice.models.Setting;
import dev.coppice.models.measure.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settings of a training's checkpoints. A training resumes from an existing checkpoint.
 *
 * @param store the store; empty to keep no checkpoints
 * @param every the longest time between two checkpoints; each epoch and each validation also ends with one
 * @param run the run that the training is part of, and everything besides network, data and options that decides its result
 * @param replacesOthers whether to replace a checkpoint of another training; otherwise it is refused
 */
public record Checkpoints(Optional<CheckpointStore> store, Duration every, String run, boolean replacesOthers) {
    /** Settings without checkpoints. */
    public static final Checkpoints NONE = new Checkpoints(Optional.empty(), Duration.ofDays(1), "", false);

    /**
     * The checkpoint to resume from.
     *
     * @throws InvalidInputException if the stored checkpoint is damaged or of another training
     */
    Optional<Checkpoint> find(Map<String, String> identity, Progress progress) {
        Optional<byte[]> bytes = store.flatMap(CheckpointStore::read);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        String name = store.orElseThrow().name();
        try {
            Checkpoint found = CheckpointFormat.read(name, bytes.get());
            expectSame(name, identity, found.identity());
            progress.course(
                    "Going on from '" + name + "', after " + found.state().taken() + " steps");
            return Optional.of(found);
        } catch (InvalidInputException e) {
            if (replacesOthers) {
                progress.message(progress.told(e) + " Training starts from the beginning.");
                return Optional.empty();
            }
            throw e;
        }
    }

    private static void expectSame(String name, Map<String, String> expected, Map<String, String> actual) {
        // a training's settings may be shares of the run's: if the run's settings differ, the user changed those
        List<ChangedSetting> ofRun = changes(TrainingIdentity.RUN, expected, actual);
        List<ChangedSetting> changes = ofRun.isEmpty()
                ? expected.keySet().stream()
                        .flatMap(what -> changes(what, expected, actual).stream())
                        .toList()
                : ofRun;
        if (!changes.isEmpty()) {
            throw new OtherSettingsException(
                    "Checkpoint '" + name + "' is of another training, begun",
                    changes,
                    names -> "Resume with what it was begun with, or use " + names.of(Setting.OVERWRITING)
                            + " to start from the beginning.");
        }
    }

    private static List<ChangedSetting> changes(String what, Map<String, String> expected, Map<String, String> actual) {
        return ChangedSetting.between(
                what, actual.getOrDefault(what, ChangedSetting.NONE), expected.getOrDefault(what, ChangedSetting.NONE));
    }
}
