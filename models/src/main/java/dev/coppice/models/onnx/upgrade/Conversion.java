package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.AttributeValue;
import dev.coppice.models.graph.Node;
import dev.coppice.models.operator.OperatorSchema;
import dev.coppice.models.operator.SinceVersions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Conversion of each node of a file to opset 18: unchanged, by its upgrade, or refused with a reason. */
public final class Conversion {
    /** Newer attributes that do not matter for the supported element types: rounding to 8-bit floats. */
    private static final Set<String> NEUTRAL = Set.of("saturate", "round_mode", "stash_type");

    private final UpgradeContext context;
    private final List<String> unsupported = new ArrayList<>();

    public Conversion(UpgradeContext context) {
        this.context = context;
    }

    /** The nodes at opset 18 that replace a node; none, and a line in {@link #unsupported}, if there is no rule. */
    public List<Node> convert(Node node) {
        int opset = context.opset();
        if (!node.domain().isEmpty()) {
            return refuse(node, "is of the unknown domain '" + node.domain() + "'");
        }
        Optional<SinceVersions> since = node.schema().map(OperatorSchema::since);
        if (since.isEmpty()) {
            return refuse(node, "is not an operator that Coppice carries");
        }
        Optional<String> problem = since.get().whyAbsent(opset);
        if (problem.isPresent()) {
            return refuse(node, problem.get());
        }
        Optional<Upgrade> upgrade = node.schema().flatMap(Upgrades::of);
        if (upgrade.isPresent()) {
            try {
                return upgrade.get().apply(node, context);
            } catch (IllegalArgumentException | ArithmeticException e) {
                return refuse(node, "cannot be converted from opset " + opset + ": " + e.getMessage());
            }
        }
        if (!since.get().isUnchanged(opset)) {
            return refuse(node, "has another meaning at opset " + opset + " than at 18, and no rule converts it");
        }
        return carry(node, since.get().newerAttributes(opset));
    }

    /** A line for every node that could not be converted. */
    public List<String> unsupported() {
        return List.copyOf(unsupported);
    }

    private List<Node> carry(Node node, Set<String> newer) {
        Node plain = node;
        for (String attribute : newer) {
            if (node.attributes().has(attribute) && !NEUTRAL.contains(attribute) && !isDefault(node, attribute)) {
                return refuse(node, "has the attribute '" + attribute + "', which opset 18 does not know");
            }
            plain = plain.withAttributes(plain.attributes().without(attribute));
        }
        return List.of(plain);
    }

    /** Whether a newer attribute has the value that older opsets imply. */
    private static boolean isDefault(Node node, String attribute) {
        AttributeValue value = node.attributes().asMap().get(attribute);
        return value instanceof AttributeValue.Int integer && integer.value() == 0
                || value instanceof AttributeValue.Ints list
                        && list.values().stream().allMatch(each -> each == 1)
                || value instanceof AttributeValue.Text text && text.value().equals("DCR");
    }

    private List<Node> refuse(Node node, String reason) {
        unsupported.add("'" + node.op() + "' (" + node.name() + ") " + reason);
        return List.of();
    }
}
