package dev.coppice.models.keras.layer;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Tensor;
import java.util.List;

/** The product with a matrix along the last axis. */
final class DenseLayer {
    private DenseLayer() {}

    static String dense(LayerCall call) {
        boolean bias = call.config().flag("use_bias", true);
        List<Tensor> all = call.variables(bias ? 2 : 1);
        Tensor kernel = all.get(0);
        if (kernel.shape().rank() != 2) {
            throw call.config().refusal("has a kernel of " + kernel.shape() + ", expected 2 axes");
        }
        String weights = call.weight("kernel", kernel);
        if (call.rank() == 2) {
            String product = bias
                    ? call.main("Gemm", Attributes.NONE, call.input(), weights, call.weight("bias", all.get(1)))
                    : call.main("Gemm", Attributes.NONE, call.input(), weights);
            return call.activated(product);
        }
        String product = call.main("MatMul", Attributes.NONE, call.input(), weights);
        return call.activated(bias ? call.add("sum", "Add", product, call.weight("bias", all.get(1))) : product);
    }

    /** The sum of products that an equation names; a bias has the last axes of the result. */
    static String einsum(LayerCall call) {
        LayerConfig config = call.config();
        boolean bias = config.has("bias_axes");
        List<Tensor> all = call.variables(bias ? 2 : 1);
        Attributes equation = Attributes.NONE.with("equation", config.text("equation", ""));
        String product = call.main("Einsum", equation, call.input(), call.weight("kernel", all.get(0)));
        return call.activated(bias ? call.add("sum", "Add", product, call.weight("bias", all.get(1))) : product);
    }
}
