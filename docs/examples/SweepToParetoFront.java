import dev.coppice.eval.Coppice;
import dev.coppice.eval.sweep.ParetoFront;
import dev.coppice.eval.sweep.SweepAxes;
import dev.coppice.eval.sweep.SweepRow;
import java.nio.file.Path;
import java.util.List;

/** A sweep over every ratio with every grid, each retrained, and its Pareto front in MACs and mIoU. */
public class SweepToParetoFront {
    public static void main(String[] args) {
        List<SweepRow> rows = Coppice.read(Path.of("unet.onnx"))
                .criterion("l2")
                .round(8)
                .on(Path.of("data/camvid"))
                .retrain(2)
                .sweep(Path.of("sweep"), SweepAxes.ratios(0, 0.5).withGrids("1/1", "1/2"));

        ParetoFront.of(rows, row -> row.figure("macs"), row -> row.figure("mIoU"))
                .forEach(row -> System.out.printf(
                        "%s: %.0f MACs, mIoU %.4f%n",
                        row.asked("name"), row.figure("macs"), row.figure("mIoU")));
    }
}
