package dev.coppice.compress.plan;

import dev.coppice.models.Fingerprint;
import dev.coppice.models.network.Network;

/**
 * Replay of a plan that was made before.
 *
 * @param made plan that other passes made for the same network
 */
public record PlanReplay(CompressionPlan made) implements CompressionPass {
    @Override
    public CompressionPlan plan(Network network) {
        return made;
    }

    @Override
    public Fingerprint fingerprint() {
        return Fingerprint.of("PlanReplay")
                .with("plan", Fingerprint.word(PlanFile.format(made)).hash());
    }
}
