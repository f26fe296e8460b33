/** Trains networks, and takes SameDiff graphs in and out: all that needs ND4J, which stays on the class path. */
module dev.coppice.samediff {
    requires transitive dev.coppice.models;
    requires jdk.unsupported; // for JavaCPP, which looks for sun.misc.Unsafe

    exports dev.coppice.samediff;
    exports dev.coppice.samediff.train;
    exports dev.coppice.samediff.train.batch;
    exports dev.coppice.samediff.train.loss;
    exports dev.coppice.samediff.train.step;
}
