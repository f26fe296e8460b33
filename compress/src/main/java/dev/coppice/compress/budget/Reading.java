package dev.coppice.compress.budget;

/**
 * What is known of a network's accuracy before any training.
 *
 * @param loss cross-entropy in nats on calibration pictures; without pictures what {@link ImportanceLoss} estimates
 * @param mIoU in [0, 1] on the same pictures; NaN without
 */
public record Reading(double loss, double mIoU) {}
