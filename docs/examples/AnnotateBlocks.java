import dev.coppice.eval.Coppice;
import dev.coppice.eval.annotation.AnnotationResult;
import dev.coppice.models.data.ImageFolder;
import java.nio.file.Path;

/** Labels that cost less to draw: one class for each block of 8 x 8 pixels, with estimates of their worth. */
public class AnnotateBlocks {
    public static void main(String[] args) {
        AnnotationResult result = Coppice.annotate(
                ImageFolder.open(Path.of("data/camvid")), 8, Path.of("data/camvid-blocks"));

        System.out.println(result.estimates());
    }
}
