package dev.coppice.compress.plan;

import dev.coppice.models.Fingerprint;
import java.util.function.Function;

/** How much channel pruning is to remove: a ratio of the channels, or whatever leaves a share of the cost. */
public sealed interface PruningTarget permits PruningRatio, CostShare {
    /** What is made of it, by its kind. */
    <T> T match(Function<PruningRatio, T> ratio, Function<CostShare, T> share);

    /** The cost that decides what is cut: the one aimed at, otherwise the MACs. */
    default CostKind cost() {
        return match(ratio -> CostKind.MACS, CostShare::kind);
    }

    /** How it is dealt out unless a scope is named. */
    default PruningScope usualScope() {
        return match(ratio -> PruningScope.LAYER, share -> PruningScope.COST);
    }

    /** Everything that it says. */
    default Fingerprint fingerprint() {
        return match(
                ratio -> Fingerprint.of("PruningRatio").with("value", ratio.value()),
                share -> Fingerprint.of("CostShare").with("kind", share.kind()).with("kept", share.kept()));
    }
}
