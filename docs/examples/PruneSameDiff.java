import dev.coppice.eval.Coppice;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.samediff.SameDiffNetworks;
import org.nd4j.autodiff.samediff.SameDiff;

/** Pruning from SameDiff to SameDiff, with the user's names and layout. */
public class PruneSameDiff {
    public static SameDiff halved(SameDiff sameDiff, NetworkCard card) {
        SameDiff smaller = SameDiffNetworks.rewrite(
                sameDiff, card, network -> Coppice.of(network).prune(0.5).round(8).rewritten());
        return smaller;
    }
}
