package dev.coppice.compress.budget;

/**
 * Accuracy of a network before any training.
 *
 * @param loss cross-entropy in nats on calibration pictures; without pictures the estimate of {@link ImportanceLoss}
 * @param accuracy accuracy in [0, 1] on the same pictures; NaN without pictures
 */
public record Reading(double loss, double accuracy) {}
