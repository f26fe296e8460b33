/** Sweeps on Apache Spark, for those who have a cluster. Spark is no module and stays on the class path. */
module dev.coppice.spark {
    requires dev.coppice.eval;

    uses dev.coppice.eval.sweep.PointCommand;

    provides dev.coppice.eval.sweep.PointCluster with
            dev.coppice.spark.SparkCluster;
}
