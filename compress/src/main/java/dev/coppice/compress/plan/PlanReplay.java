package dev.coppice.compress.plan;

import dev.coppice.models.Fingerprint;
import dev.coppice.models.network.Network;

/**
 * A plan that was made before, to be carried out again.
 *
 * @param made by other passes, on the very network this one is given
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
