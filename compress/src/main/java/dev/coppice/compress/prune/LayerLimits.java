package dev.coppice.compress.prune;

import dev.coppice.compress.channel.ChannelAnalysis;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.network.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * Limits on what single layers may lose. Patterns name layers by any of their contractions; {@code *} stands for any
 * text, {@code ?} for any character.
 *
 * @param floor least share of its channels that every layer loses
 * @param ceiling greatest share of its channels that a layer loses
 * @param ignored patterns of layers that lose no channel
 * @param pinned layers with a ratio of their own, which overrides target, floor and ceiling
 */
public record LayerLimits(PruningRatio floor, PruningRatio ceiling, List<String> ignored, List<Pin> pinned) {
    /**
     * The default: a layer need not lose any channel and keeps at least a tenth, so that none becomes a bottleneck of one
     * channel.
     */
    public static final LayerLimits DEFAULT =
            new LayerLimits(new PruningRatio(0), new PruningRatio(0.9), List.of(), List.of());

    /** No limits: a layer may lose all channels except those that must stay. */
    public static final LayerLimits NONE =
            new LayerLimits(new PruningRatio(0), new PruningRatio(Math.nextDown(1.0)), List.of(), List.of());

    /** A ratio for the layers that a pattern names. */
    public record Pin(String pattern, PruningRatio ratio) {
        private Fingerprint fingerprint() {
            return Fingerprint.of("Pin").with("pattern", pattern).with("ratio", ratio.fingerprint());
        }
    }

    public LayerLimits {
        ignored = List.copyOf(ignored);
        pinned = List.copyOf(pinned);
        if (floor.value() > ceiling.value()) {
            throw new InvalidInputException("The floor of the pruning ratio, " + floor.value()
                    + ", is above its ceiling, " + ceiling.value() + ". Give a floor that is at most the ceiling.");
        }
    }

    /** The same limits with these bounds on every layer's ratio. */
    public LayerLimits withBounds(PruningRatio least, PruningRatio most) {
        return new LayerLimits(least, most, ignored, pinned);
    }

    /** The same limits with the layers of another pattern ignored. */
    public LayerLimits ignoring(String pattern) {
        List<String> more = new ArrayList<>(ignored);
        more.add(pattern);
        return new LayerLimits(floor, ceiling, more, pinned);
    }

    /** The same limits with the layers of another pattern pinned. */
    public LayerLimits pinning(String pattern, PruningRatio ratio) {
        List<Pin> more = new ArrayList<>(pinned);
        more.add(new Pin(pattern, ratio));
        return new LayerLimits(floor, ceiling, ignored, more);
    }

    /** The fingerprint of the limits. */
    public Fingerprint fingerprint() {
        return Fingerprint.of("LayerLimits")
                .with("floor", floor.fingerprint())
                .with("ceiling", ceiling.fingerprint())
                .with("ignored", Fingerprint.texts(ignored))
                .with(
                        "pinned",
                        Fingerprint.list(pinned.stream().map(Pin::fingerprint).toList()));
    }

    /**
     * Checks that patterns fit a network, without scoring a channel.
     *
     * @throws InvalidInputException if a pattern names no layer, or two of them disagree
     */
    public void check(Network network) {
        LimitMatching.of(this, ChannelAnalysis.of(network).groups());
    }

    /** Whether the limits may cut channels that no target asks for. */
    boolean force() {
        return floor.value() > 0 || pinned.stream().anyMatch(pin -> pin.ratio().value() > 0);
    }
}
