/** Takes networks of Deeplearning4j in and out: all that needs Deeplearning4j, which stays on the class path. */
module dev.coppice.dl4j {
    requires transitive dev.coppice.models;

    exports dev.coppice.dl4j;
}
