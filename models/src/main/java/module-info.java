/**
 * The network graph, its shapes and cost, readers of files, data and the bundled networks: what all other modules share.
 */
@SuppressWarnings({"requires-automatic", "module"}) // ONNX's classes have no descriptor; modules named below come later
module dev.coppice.models {
    requires static transitive org.jspecify;
    requires transitive com.fasterxml.jackson.databind;
    requires com.google.protobuf;
    requires io.jhdf;
    requires transitive java.desktop;
    requires org.tribuo.util.onnx;

    exports dev.coppice.models;
    exports dev.coppice.models.cost;
    exports dev.coppice.models.data;
    exports dev.coppice.models.data.layout;
    exports dev.coppice.models.dl4j;
    exports dev.coppice.models.format;
    exports dev.coppice.models.graph;
    exports dev.coppice.models.keras;
    exports dev.coppice.models.measure;
    exports dev.coppice.models.network;
    exports dev.coppice.models.network.tail;
    exports dev.coppice.models.onnx;
    exports dev.coppice.models.operator;
    exports dev.coppice.models.resample;
    exports dev.coppice.models.shape;
    exports dev.coppice.models.zoo;
    exports dev.coppice.models.graph.fold to
            dev.coppice.samediff;
    exports dev.coppice.models.onnx.dequantize to
            dev.coppice.compress;
    exports dev.coppice.models.onnx.fold to
            dev.coppice.samediff;
    exports dev.coppice.models.shape.rule to
            dev.coppice.samediff,
            dev.coppice.compress;
    exports dev.coppice.models.shape.value to
            dev.coppice.export,
            dev.coppice.samediff;

    opens dev.coppice.models to
            dev.coppice.export,
            dev.coppice.cli; // version.txt
}
