package dev.coppice.eval.engine;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.InferenceSession;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** A network that was written for one size computes on crops what its twin for any size does. */
class CropSizesTest {
    private static final Shape CROP = Shape.of(2, 3, 8, 13);

    private static NetworkBuilder coarse() {
        return NetworkBuilder.initialised(Shape.of(1, 3, 15, 23), 1)
                .conv("fine", IMAGE, 4)
                .pool("pooled", "fine")
                .conv("coarse", "pooled", 4);
    }

    private static Network joined(NetworkBuilder network) {
        Attributes linear = Attributes.NONE
                .with("mode", "linear")
                .with("axes", 2, 3)
                .with("coordinate_transformation_mode", "half_pixel");
        return network.node("Resize", "up", linear, "coarse", "", "", "size")
                .concat("both", "fine", "up")
                .conv("head", "both", 2)
                .to("head");
    }

    @Test
    void resizes_follow_the_crop() {
        Network fixed = joined(coarse().integers("size", 15, 23));
        Network open = joined(coarse().node("Shape", "size", Attributes.NONE.with("start", 2), "fine"));
        Tensor crop = Normal.tensor(new Random(5), 1, CROP.sizes());

        try (InferenceSession trained = InferenceSession.of(fixed, CROP, List.of("head"));
                OnnxSession runtime = OnnxSession.open(OnnxSource.of(open))) {
            float[] expected = runtime.run(crop).get("head").toFloats();
            assertThat(trained.run(crop.toFloats()).get("head")).containsExactly(expected, Offset.offset(1e-5f));
        }
    }
}
