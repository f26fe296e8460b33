import dev.coppice.eval.Coppice;
import dev.coppice.eval.flow.CompressionResult;
import dev.coppice.eval.report.Measured;
import java.nio.file.Path;

/** A compression to half of the MACs: the planner finds the cuts that lose least, and the network is retrained. */
public class CompressToBudget {
    public static void main(String[] args) {
        CompressionResult result = Coppice.read(Path.of("unet.onnx"))
                .to("macs=50%")
                .on(Path.of("data/camvid"))
                .retrain(10)
                .compress(Path.of("out"));

        Measured before = result.report().original();
        Measured after = result.report().retrained();
        System.out.printf("MACs %d to %d%n", before.cost().macs(), after.cost().macs());
        System.out.printf("mIoU %.4f to %.4f%n", before.evaluation().accuracy(), after.evaluation().accuracy());
    }
}
