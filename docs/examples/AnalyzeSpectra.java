import dev.coppice.eval.Coppice;
import dev.coppice.eval.analysis.Analysis;
import dev.coppice.eval.report.AnalysisSection;
import java.nio.file.Path;

/** An analysis of loss and accuracy by spatial frequency, which shows what a coarser grid would cost. */
public class AnalyzeSpectra {
    public static void main(String[] args) {
        Analysis analysis = Coppice.read(Path.of("unet.onnx"))
                .on(Path.of("data/camvid"))
                .analyze(Path.of("analysis"));

        for (AnalysisSection section : analysis.sections()) {
            System.out.println(section.summary());
        }
    }
}
