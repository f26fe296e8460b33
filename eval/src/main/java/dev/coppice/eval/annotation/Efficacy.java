package dev.coppice.eval.annotation;

import dev.coppice.models.measure.Evaluation;

/**
 * Quality of block labels of one size, estimated without training on them.
 *
 * @param side M of a block of M×M pixels
 * @param agreement E1 up to the frequency common to all sizes: 1 − Σ|B_blk − B|² / Σ|B|² over |k| ≤ ν and all classes
 * @param ownAgreement E1 up to this size's own ν_M = H/(2M)
 * @param lossDiscrepancy E2, |CE(b_blk, y) − CE(b, y)| / CE(b, y) with a reference network's logits y; NaN without one
 * @param labels E3: accuracy of block labels, measured against full ones as if they were a prediction
 * @param closedForm E4: the mean over classes of (2A − Δ) / (2A + Δ) with Δ = P·M/4, less if void lies between classes
 * @param cost cost of labelling
 */
public record Efficacy(
        int side,
        double agreement,
        double ownAgreement,
        double lossDiscrepancy,
        Evaluation labels,
        double closedForm,
        LabellingCost cost) {}
