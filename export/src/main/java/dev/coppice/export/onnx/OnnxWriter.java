package dev.coppice.export.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.coppice.export.form.OnnxForm;
import dev.coppice.export.form.OpsetForm;
import dev.coppice.models.graph.FileOrder;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.ModelMetadata;
import dev.coppice.models.resample.SoftCrop;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Writer of graphs as ONNX: opset 18 unless another is asked for, the oldest IR version that has it, open axes by name, the
 * same bytes for the same graph. It loads no native library.
 */
public final class OnnxWriter {
    private OnnxWriter() {}

    /** A network as ONNX bytes, without metadata. */
    public static byte[] bytes(Network network) {
        return bytes(network.graph(), WriteOptions.of(network));
    }

    /**
     * A graph as ONNX bytes.
     *
     * @throws IllegalArgumentException if the graph has Resample nodes and the options no image size, or SoftCrop nodes
     */
    public static byte[] bytes(Graph graph, WriteOptions options) {
        return model(graph, options).build().toByteArray();
    }

    /** A network for a runtime in the same process, without metadata. */
    public static SharedModel shared(Network network) {
        return SharedModel.of(model(network.graph(), WriteOptions.of(network)));
    }

    /** As {@link #bytes(Graph, WriteOptions)}, without the types and shapes of outputs, which a runtime finds out by itself. */
    public static byte[] untyped(Graph graph, WriteOptions options) {
        ModelProto.Builder model = model(graph, options);
        model.getGraphBuilder().getOutputBuilderList().forEach(ValueInfoProto.Builder::clearType);
        return model.build().toByteArray();
    }

    private static ModelProto.Builder model(Graph graph, WriteOptions options) {
        Graph packed = packed(graph, options);
        Graph plain = at(options, packed);
        ModelMetadata metadata = options.metadata();
        ModelProto.Builder model =
                ModelProto.newBuilder().setProducerName("Coppice").setProducerVersion(ToolVersion.read());
        imports(plain, options.form().opset(packed), model);
        unlessEmpty(metadata.documentation(), model::setDocString);
        unlessEmpty(metadata.domain(), model::setDomain);
        if (metadata.version() != 0) {
            model.setModelVersion(metadata.version());
        }
        GraphProto.Builder written = graph(stored(FileOrder.restore(plain), options.form()));
        unlessEmpty(metadata.graphDocumentation(), written::setDocString);
        model.setGraph(written);
        for (Map.Entry<String, String> entry : metadata.entries().entrySet()) {
            model.addMetadataProps(
                    StringStringEntryProto.newBuilder().setKey(entry.getKey()).setValue(entry.getValue()));
        }
        return model;
    }

    /** The graph without operators of Coppice's own, and with those of the runtime's own domain that it was read with. */
    private static Graph packed(Graph graph, WriteOptions options) {
        refuseSoftCrops(graph);
        Graph plain = ResizeSizes.complete(
                ZeroPads.keepApart(GroupNormExpansion.expand(ResampleExpansion.expand(graph, options.image()))));
        return RuntimeQuantization.restore(NBitProducts.pack(plain));
    }

    private static Graph stored(Graph plain, OnnxForm form) {
        Graph once = RepeatedConstants.store(plain);
        return form.halves() ? HalfWeights.store(once) : once;
    }

    /**
     * The graph as its file holds it, with operators of the ONNX standard and those that are carried. Where the file has another order of axes, its
     * Transposes at inputs and outputs are not part of it.
     *
     * @throws IllegalArgumentException if the graph has Resample nodes and the options no image size, or SoftCrop nodes
     * @throws dev.coppice.models.InvalidInputException if the opset asked for cannot express it
     */
    public static Graph plain(Graph graph, WriteOptions options) {
        return at(options, packed(graph, options));
    }

    private static Graph at(WriteOptions options, Graph packed) {
        return OpsetForm.of(packed, options.image(), options.form().opset(packed));
    }

    /** Names the operator sets: the standard's, and those of operators that are carried. */
    private static void imports(Graph graph, int opset, ModelProto.Builder model) {
        Map<String, Integer> versions = new TreeMap<>(graph.carried().imports());
        graph.nodes().forEach(node -> versions.putIfAbsent(node.domain(), 1));
        versions.put("", opset);
        model.setIrVersion(OnnxForm.irVersion(opset));
        versions.forEach((domain, version) -> model.addOpsetImport(
                OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version)));
    }

    private static void refuseSoftCrops(Graph graph) {
        List<String> soft = graph.nodes().stream()
                .filter(SoftCrop::isSoftCrop)
                .map(Node::name)
                .toList();
        if (!soft.isEmpty()) {
            throw new IllegalArgumentException("graph '" + graph.name() + "' has cut-offs still in training ("
                    + String.join(", ", soft) + "); freeze them to a truncation before it is written");
        }
    }

    private static GraphProto.Builder graph(Graph graph) {
        GraphProto.Builder proto = GraphProto.newBuilder().setName(graph.name());
        graph.nodes().forEach(node -> proto.addNode(node(node)));
        graph.constants().forEach((name, tensor) -> proto.addInitializer(Tensors.write(name, tensor)));
        graph.inputs().forEach(input -> proto.addInput(info(input, true)));
        graph.outputs().forEach(output -> proto.addOutput(info(output, false)));
        return proto;
    }

    private static NodeProto node(Node node) {
        NodeProto.Builder proto = NodeProto.newBuilder()
                .setName(node.name())
                .setOpType(node.op())
                .addAllInput(trimmed(node.inputs()))
                .addAllOutput(node.outputs())
                .addAllAttribute(Tensors.attributes(node.attributes()));
        unlessEmpty(node.domain(), proto::setDomain);
        return proto.build();
    }

    /** Sets an optional field of the format, unless its text is empty. */
    private static void unlessEmpty(String text, Consumer<String> field) {
        if (!text.isEmpty()) {
            field.accept(text);
        }
    }

    /** The inputs without omitted optional ones at the end. */
    private static List<String> trimmed(List<String> inputs) {
        int end = inputs.size();
        while (end > 0 && inputs.get(end - 1).isEmpty()) {
            end--;
        }
        return inputs.subList(0, end);
    }

    /** A declaration; an input without axes is a number, an output without axes has an unknown shape. */
    private static ValueInfoProto info(TensorInfo info, boolean shaped) {
        TypeProto.Tensor.Builder tensor =
                TypeProto.Tensor.newBuilder().setElemType(info.type().code());
        if (shaped || !info.dimensions().isEmpty()) {
            TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
            info.dimensions().forEach(d -> {
                TensorShapeProto.Dimension.Builder axis = shape.addDimBuilder();
                if (d.isFixed()) {
                    axis.setDimValue(d.size());
                } else if (!d.symbol().equals("?")) {
                    axis.setDimParam(d.symbol());
                }
            });
            tensor.setShape(shape);
        }
        return ValueInfoProto.newBuilder()
                .setName(info.name())
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
