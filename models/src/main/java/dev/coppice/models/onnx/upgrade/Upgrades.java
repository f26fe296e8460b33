package dev.coppice.models.onnx.upgrade;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Every upgrade by operator. A new one is one class and one line here. */
public final class Upgrades {
    private static final Map<String, Upgrade> RULES = rules();

    private Upgrades() {}

    /** The upgrade of an operator; it looks at the file's opset itself. */
    public static Optional<Upgrade> of(String op) {
        return Optional.ofNullable(RULES.get(op));
    }

    private static Map<String, Upgrade> rules() {
        Map<String, Upgrade> rules = new TreeMap<>();
        rules.put("BatchNormalization", new BatchNormUpgrade());
        rules.put("Clip", new ClipUpgrade());
        rules.put("Dropout", new DropoutUpgrade());
        rules.put("Gelu", new GeluUpgrade());
        rules.put("Hardmax", new SoftmaxUpgrade());
        rules.put("LogSoftmax", new SoftmaxUpgrade());
        rules.put("Pad", new PadUpgrade());
        rules.put("Resize", new ResizeUpgrade());
        rules.put("RoiAlign", new RoiAlignUpgrade());
        rules.put("Scatter", new ScatterUpgrade());
        rules.put("Slice", new SliceUpgrade());
        rules.put("Softmax", new SoftmaxUpgrade());
        rules.put("Split", new SplitUpgrade());
        rules.put("TopK", new TopKUpgrade());
        rules.put("Upsample", new UpsampleUpgrade());
        for (String op : new String[] {"Squeeze", "Unsqueeze", "ReduceSum"}) {
            rules.put(op, new AxesUpgrade(13));
        }
        for (String op : new String[] {
            "ReduceL1",
            "ReduceL2",
            "ReduceLogSum",
            "ReduceLogSumExp",
            "ReduceMax",
            "ReduceMean",
            "ReduceMin",
            "ReduceProd",
            "ReduceSumSquare"
        }) {
            rules.put(op, new AxesUpgrade(18));
        }
        return rules;
    }
}
