package dev.coppice.compress.plan;

import dev.coppice.models.Fingerprint;
import java.util.function.Function;

/** Target of channel pruning: a ratio of the channels to remove, or a share of the cost to keep. */
public sealed interface PruningTarget permits PruningRatio, CostShare {
    /** Applies the function for its kind. */
    <T> T match(Function<PruningRatio, T> ratio, Function<CostShare, T> share);

    /** The cost that decides what is cut: that of the target, else the MACs. */
    default CostKind cost() {
        return match(ratio -> CostKind.MACS, CostShare::kind);
    }

    /** The default scope. */
    default PruningScope usualScope() {
        return match(ratio -> PruningScope.LAYER, share -> PruningScope.COST);
    }

    /** The fingerprint of the target. */
    default Fingerprint fingerprint() {
        return match(
                ratio -> Fingerprint.of("PruningRatio").with("value", ratio.value()),
                share -> Fingerprint.of("CostShare").with("kind", share.kind()).with("kept", share.kept()));
    }
}
