/** Planning of what to cut from a network, in channels and in space, and rewriting: without training and without a runtime. */
@SuppressWarnings({"requires-automatic", "module"}) // JTransforms has no descriptor; modules named below come later
module dev.coppice.compress {
    requires transitive dev.coppice.models;
    requires JTransforms;

    exports dev.coppice.compress.budget;
    exports dev.coppice.compress.channel;
    exports dev.coppice.compress.grid;
    exports dev.coppice.compress.importance;
    exports dev.coppice.compress.kernel;
    exports dev.coppice.compress.plan;
    exports dev.coppice.compress.prune;
    exports dev.coppice.compress.rewrite;
    exports dev.coppice.compress.sparsify;
    exports dev.coppice.compress.spectral;
    exports dev.coppice.compress.cutoff to
            dev.coppice.eval,
            dev.coppice.cli;
    exports dev.coppice.compress.grid.rule to
            dev.coppice.eval;
}
