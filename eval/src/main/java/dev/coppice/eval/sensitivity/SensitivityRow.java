package dev.coppice.eval.sensitivity;

import dev.coppice.compress.channel.ChannelGroup;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.prune.LayerCuts;
import dev.coppice.models.measure.Drop;

/**
 * One line of {@code sensitivity.csv}: a layer cut alone at a ratio, or a layer that cannot be cut. Missing figures are NaN.
 *
 * @param layer name of the channel group
 * @param ratio share of its channels to remove; NaN for a layer that cannot be cut
 * @param channels number of channels of its first contraction
 * @param kept number of channels that stay
 * @param macsShare remaining share of the original's MACs
 * @param accuracy accuracy of the cut network
 * @param drop drop of the accuracy against the original on the same images; below 0 if the cut network is better
 * @param reason the reason why there is no measurement, empty if there is one
 */
public record SensitivityRow(
        String layer,
        double ratio,
        int channels,
        int kept,
        double macsShare,
        double accuracy,
        double drop,
        String reason) {
    static SensitivityRow measured(
            String layer, PruningRatio ratio, LayerCuts.Cut cut, double macsShare, Accuracy accuracy) {
        return new SensitivityRow(
                layer,
                ratio.value(),
                cut.channels(),
                cut.kept(),
                macsShare,
                accuracy.accuracy(),
                Drop.of(accuracy.original(), accuracy.accuracy()),
                "");
    }

    /** The accuracies of the original and of the cut network. */
    record Accuracy(double original, double accuracy) {}

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

    /** The layer and the ratio of the line. */
    Key key() {
        return new Key(layer, ratio);
    }

    /** A layer and a ratio. */
    record Key(String layer, double ratio) {}
}
