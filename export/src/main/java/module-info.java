/** Writing of ONNX files with card and provenance inside, proof that they compute the same, and runs of models. */
@SuppressWarnings({"requires-automatic", "module"
}) // ONNX's classes and runtime have no descriptors; modules named below come later
module dev.coppice.export {
    requires transitive dev.coppice.models;
    requires com.google.protobuf;
    requires jdk.management;
    requires com.microsoft.onnxruntime;
    requires org.tribuo.util.onnx;

    exports dev.coppice.export;
    exports dev.coppice.export.form;
    exports dev.coppice.export.parity;
    exports dev.coppice.export.runtime;
    exports dev.coppice.export.onnx to
            dev.coppice.eval,
            dev.coppice.cli;
}
