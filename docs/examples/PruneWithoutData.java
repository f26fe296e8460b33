import dev.coppice.eval.Coppice;
import dev.coppice.eval.flow.RewriteResult;
import java.nio.file.Path;

/** Pruning of half of the channels by their weights alone, without data or training. */
public class PruneWithoutData {
    public static void main(String[] args) {
        Coppice unet = Coppice.read(Path.of("unet.onnx"));
        System.out.println(unet.cost().macs() + " MACs in " + unet.layers().size() + " layers");

        RewriteResult result = unet.prune(0.5).round(8).rewrite(Path.of("half.onnx"));

        System.out.println(Coppice.of(result.network()).cost().macs() + " MACs are left");
        System.out.println(result.model().parity());
        result.plan().decisions().forEach(System.out::println);
    }
}
