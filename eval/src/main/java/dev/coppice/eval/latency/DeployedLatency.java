package dev.coppice.eval.latency;

/**
 * How long one network takes as it is deployed: alone in its session, on few threads and on many.
 *
 * @param oneThread on one thread
 * @param allCores on as many threads as there are physical cores; the same figures where there is one core
 */
public record DeployedLatency(LatencyFigures oneThread, LatencyFigures allCores) {}
