package dev.coppice.samediff.train.loss;

import dev.coppice.samediff.train.step.GraphTerm;
import java.util.List;
import java.util.Optional;

/**
 * Distance between the attention of student and teacher at their common feature maps, by {@link AttentionTransfer}.
 *
 * @param maps feature maps to compare
 * @param share weight of the term
 */
record FeatureDistillation(FeatureMaps maps, double share) implements LossTerm {
    /**
     * The term for two networks.
     *
     * @throws dev.coppice.models.InvalidInputException if they have no common feature map
     */
    static LossTerm of(TeacherAndStudent networks, double share) {
        return new FeatureDistillation(
                FeatureMaps.of(networks.teacher(), networks.student(), networks.images()), share);
    }

    @Override
    public List<String> teacherTensors() {
        return maps.tensors();
    }

    @Override
    public Optional<GraphTerm> graph() {
        return Optional.of(maps.attention(share));
    }

    @Override
    public Optional<String> note() {
        return Optional.of("Student and teacher are compared at " + String.join(", ", maps.tensors()));
    }

    @Override
    public void add(LossBatch batch, BatchLoss loss) {
        loss.give(maps.wanted(batch.teacher()));
    }
}
