package dev.coppice.compress.grid;

import dev.coppice.compress.grid.rule.ConvGrid;
import dev.coppice.compress.grid.rule.ConvTransposeGrid;
import dev.coppice.compress.grid.rule.FixedGrid;
import dev.coppice.compress.grid.rule.GlobalPoolGrid;
import dev.coppice.compress.grid.rule.JointGrid;
import dev.coppice.compress.grid.rule.PoolGrid;
import dev.coppice.compress.grid.rule.ResizeGrid;
import dev.coppice.models.graph.Node;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.SoftCrop;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Every grid rule by operator. A new operator is one file in {@code rule} and one line here. */
public final class GridRules {
    private static final Map<String, GridRule> RULES = rules();

    private GridRules() {}

    /** The rule for a node's operator; one that ends the region where there is none. */
    public static GridRule of(Node node) {
        if (Resample.isResample(node)) {
            return new ResizeGrid();
        }
        if (SoftCrop.isSoftCrop(node)) {
            return new JointGrid();
        }
        GridRule unknown = new FixedGrid("there is no grid rule for operator '" + node.op() + "'");
        return node.domain().isEmpty() ? RULES.getOrDefault(node.op(), unknown) : unknown;
    }

    /** The ONNX operators that have a grid rule, be it that a region ends there, alphabetical. */
    public static Set<String> operators() {
        return Collections.unmodifiableSet(RULES.keySet());
    }

    private static Map<String, GridRule> rules() {
        Map<String, GridRule> rules = new TreeMap<>();
        JointGrid.OPERATORS.forEach(op -> rules.put(op, new JointGrid()));
        rules.put("ArgMax", new FixedGrid("class indices cannot be resampled"));
        rules.put("AveragePool", new PoolGrid());
        rules.put("Conv", new ConvGrid());
        rules.put("ConvTranspose", new ConvTransposeGrid());
        rules.put("Flatten", new FixedGrid("it lays height and width out as features, whose number is fixed"));
        rules.put("Gemm", new FixedGrid("it multiplies over positions, whose number is fixed by its weights"));
        rules.put("GlobalAveragePool", new GlobalPoolGrid());
        rules.put("GlobalMaxPool", new GlobalPoolGrid());
        rules.put("MatMul", new FixedGrid("it multiplies over positions"));
        rules.put("MaxPool", new PoolGrid());
        rules.put("Pad", new FixedGrid("it pads height or width by a fixed number of samples"));
        rules.put("Reshape", new FixedGrid("it reshapes height and width"));
        rules.put("Resize", new ResizeGrid());
        rules.put("Transpose", new FixedGrid("it moves the axes of height and width"));
        return rules;
    }
}
