package dev.coppice.eval.latency;

/**
 * Latency of one network as it is deployed: alone in its session, on one thread and on all cores.
 *
 * @param oneThread figures on one thread
 * @param allCores figures on as many threads as there are physical cores; the same as on one thread if there is one core
 */
public record DeployedLatency(LatencyFigures oneThread, LatencyFigures allCores) {}
