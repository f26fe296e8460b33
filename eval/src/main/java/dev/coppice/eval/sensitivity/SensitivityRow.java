package dev.coppice.eval.sensitivity;

import dev.coppice.compress.channel.ChannelGroup;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.prune.LayerCuts;
import dev.coppice.models.measure.Drop;

/**
 * One line of {@code sensitivity.csv}: a layer cut alone at a ratio, or a layer that cannot be cut. Figures that do not
 * exist are NaN.
 *
 * @param layer the channel group
 * @param ratio share of its channels that was to go, NaN where none may
 * @param channels of its first contraction
 * @param kept how many of them stay
 * @param macsShare of the original's MACs that is left
 * @param mIoU of the cut network
 * @param drop of the mIoU against the original on the same images; below 0 where the cut network is better
 * @param reason why there is no measurement, empty if there is one
 */
public record SensitivityRow(
        String layer, double ratio, int channels, int kept, double macsShare, double mIoU, double drop, String reason) {
    static SensitivityRow measured(
            String layer, PruningRatio ratio, LayerCuts.Cut cut, double macsShare, Accuracy accuracy) {
        return new SensitivityRow(
                layer,
                ratio.value(),
                cut.channels(),
                cut.kept(),
                macsShare,
                accuracy.mIoU(),
                Drop.of(accuracy.original(), accuracy.mIoU()),
                "");
    }

    /** An accuracy beside the original's. */
    record Accuracy(double original, double mIoU) {}

    static SensitivityRow failed(String layer, PruningRatio ratio, LayerCuts.Cut cut, double macsShare, String reason) {
        return new SensitivityRow(
                layer, ratio.value(), cut.channels(), cut.kept(), macsShare, Double.NaN, Double.NaN, reason);
    }

    static SensitivityRow untouchable(ChannelGroup group, String reason) {
        int channels = group.producers().stream()
                .findFirst()
                .map(producer -> producer.members().size())
                .orElse(0);
        return new SensitivityRow(
                group.name(), Double.NaN, channels, channels, Double.NaN, Double.NaN, Double.NaN, reason);
    }

    /** Whether the cut network was measured. */
    public boolean isMeasured() {
        return reason.isEmpty();
    }

    /** What the line is about. */
    Key key() {
        return new Key(layer, ratio);
    }

    /** A layer and a ratio. */
    record Key(String layer, double ratio) {}
}
