package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.FileTrouble;
import dev.coppice.models.graph.AttributeValue;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.QuantizedConstant;
import dev.coppice.models.operator.OperatorKind;
import dev.coppice.models.operator.OperatorSchema;
import dev.coppice.models.operator.SinceVersions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Conversion of each node of a file to opset 18: unchanged, by its upgrade, carried as it is, or refused with a reason. */
public final class Conversion {
    /** Newer attributes that do not matter for the supported element types: rounding to 8-bit floats. */
    private static final Set<String> NEUTRAL = Set.of("saturate", "round_mode", "stash_type");

    /** Domains whose operators ONNX Runtime has kernels for. */
    private static final Set<String> WITH_KERNELS = Set.of(
            "ai.onnx.ml",
            "ai.onnx.preview.training",
            "com.microsoft",
            "com.microsoft.experimental",
            "com.microsoft.nchwc",
            "com.ms.internal.nhwc",
            "org.pytorch.aten");

    /** The operator that written files never have: the writer expands it. */
    private static final String EXPANDED = "GroupNormalization";

    private final UpgradeContext context;
    private final List<String> unsupported = new ArrayList<>();
    private final List<Node> standard = new ArrayList<>();
    private final Map<String, Integer> imports = new TreeMap<>();

    public Conversion(UpgradeContext context) {
        this.context = context;
    }

    /** The nodes at opset 18 that replace a node; none, and a line in {@link #unsupported}, if there is no rule. */
    public List<Node> convert(Node node) {
        int opset = context.opset();
        if (!node.domain().isEmpty()) {
            return WITH_KERNELS.contains(node.domain()) ? foreign(node) : refuse(node, unknown(node.domain()));
        }
        Optional<SinceVersions> since = node.schema().map(OperatorSchema::since);
        if (since.isEmpty()) {
            return RuntimeOperators.of(node, context).isPresent() ? foreign(node) : unchanged(node);
        }
        Optional<String> problem = since.get().whyAbsent(opset);
        if (problem.isPresent()) {
            return refuse(node, problem.get());
        }
        Optional<Upgrade> upgrade = node.schema().flatMap(Upgrades::of);
        if (upgrade.isPresent() && !upgrade.get().takes(node, context)) {
            return unchanged(node);
        }
        return upgrade.isPresent() ? upgraded(node, upgrade.get()) : kept(node, since.get());
    }

    private List<Node> upgraded(Node node, Upgrade upgrade) {
        try {
            List<Node> upgraded = upgrade.apply(node, context);
            standard.addAll(upgraded);
            return upgraded;
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            return refuse(
                    node, "cannot be converted from opset " + context.opset() + ": " + FileTrouble.ofContradiction(e));
        }
    }

    /** A node without a rule that converts it. */
    private List<Node> kept(Node node, SinceVersions since) {
        int opset = context.opset();
        if (!since.isUnchanged(opset) && node.is(OperatorKind.OTHER) && opset > SinceVersions.CANONICAL) {
            return unchanged(node);
        }
        if (!since.isUnchanged(opset)) {
            return refuse(node, "has another meaning at opset " + opset + " than at 18, and no rule converts it");
        }
        return carry(node, since.newerAttributes(opset));
    }

    /** A line for every node that could not be converted. */
    public List<String> unsupported() {
        List<String> lines = new ArrayList<>(unsupported);
        int opset = imports.getOrDefault("", SinceVersions.CANONICAL);
        for (Node node : standard) {
            if (!node.is(EXPANDED) && !node.schema().orElseThrow().since().isUnchanged(opset)) {
                lines.add("'" + node.op() + "' (" + node.name() + ") means something else at opset " + opset
                        + ", which another operator of the file needs");
            }
        }
        return List.copyOf(lines);
    }

    /** The operator sets of nodes that are carried as they are: version by domain. */
    public Map<String, Integer> imports() {
        return imports;
    }

    /** A node of the standard that keeps the file's operator set. */
    private List<Node> unchanged(Node node) {
        if (context.opset() > SinceVersions.CANONICAL) {
            imports.put("", context.opset());
        }
        return List.of(node);
    }

    /** A node of another domain, taken apart or carried. */
    private List<Node> foreign(Node node) {
        Optional<Upgrade> apart = RuntimeOperators.of(node, context);
        if (apart.isPresent()) {
            try {
                return apart.get().apply(node, context);
            } catch (IllegalArgumentException e) {
                return refuse(node, "cannot be taken apart: " + e.getMessage());
            }
        }
        imports.put(node.domain(), context.opset(node.domain()));
        return List.of(node);
    }

    private static String unknown(String domain) {
        return "is of the domain '" + domain
                + "', for which ONNX Runtime has no kernels; replace it by operators of ONNX,"
                + " or define it as a function in the file";
    }

    private List<Node> carry(Node node, Set<String> newer) {
        Node plain = node;
        for (String attribute : newer) {
            if (node.is(QuantizedConstant.OP)
                    && attribute.equals(QuantizedConstant.BLOCK)
                    && !isDefault(node, attribute)) {
                continue; // such a graph is written at the opset that has it
            }
            if (node.attributes().has(attribute) && !NEUTRAL.contains(attribute) && !isDefault(node, attribute)) {
                return refuse(node, "has the attribute '" + attribute + "', which opset 18 does not know");
            }
            plain = plain.withAttributes(plain.attributes().without(attribute));
        }
        standard.add(plain);
        return List.of(plain);
    }

    /** Whether a newer attribute has the value that older opsets imply. */
    private static boolean isDefault(Node node, String attribute) {
        AttributeValue value = node.attributes().asMap().get(attribute);
        return (value instanceof AttributeValue.Int integer && integer.value() == 0)
                || (value instanceof AttributeValue.Ints list
                        && list.values().stream().allMatch(each -> each == 1))
                || (value instanceof AttributeValue.Text text && text.value().equals("DCR"));
    }

    private List<Node> refuse(Node node, String reason) {
        unsupported.add("'" + node.op() + "' (" + node.name() + ") " + reason);
        return List.of();
    }
}
