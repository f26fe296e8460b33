/** The front door, {@link dev.coppice.eval.Coppice}, and every use case behind it as one call. */
@SuppressWarnings({"requires-automatic", "module"}) // XChart has no descriptor; the module named below comes later
module dev.coppice.eval {
    requires transitive dev.coppice.compress;
    requires transitive dev.coppice.export;
    requires transitive dev.coppice.samediff;
    requires java.desktop;
    requires java.net.http;
    requires org.knowm.xchart;

    exports dev.coppice.eval;
    exports dev.coppice.eval.analysis;
    exports dev.coppice.eval.analysis.tensor;
    exports dev.coppice.eval.annotation;
    exports dev.coppice.eval.card;
    exports dev.coppice.eval.compression;
    exports dev.coppice.eval.cutoff;
    exports dev.coppice.eval.flow;
    exports dev.coppice.eval.format;
    exports dev.coppice.eval.latency;
    exports dev.coppice.eval.output;
    exports dev.coppice.eval.page;
    exports dev.coppice.eval.parity;
    exports dev.coppice.eval.promise;
    exports dev.coppice.eval.report;
    exports dev.coppice.eval.sensitivity;
    exports dev.coppice.eval.source;
    exports dev.coppice.eval.survey;
    exports dev.coppice.eval.sweep;
    exports dev.coppice.eval.tracking;
    exports dev.coppice.eval.budget to
            dev.coppice.cli;
    exports dev.coppice.eval.latency.profile to
            dev.coppice.cli;
    exports dev.coppice.eval.metric to
            dev.coppice.cli;
}
