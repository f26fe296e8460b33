/**
 * Points of a sweep as tasks of Apache Spark: each is worked on in an executor by the code that a process works with. Start at
 * {@link dev.coppice.spark.SparkCluster}.
 */
@NullMarked
package dev.coppice.spark;

import org.jspecify.annotations.NullMarked;
