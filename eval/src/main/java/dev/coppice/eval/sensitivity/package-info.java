/**
 * Sensitivity of the accuracy to each layer: every channel group is cut alone at several ratios and measured, with nothing
 * retrained (Li et al., "Pruning Filters for Efficient ConvNets", ICLR 2017, section 3.2).
 *
 * <p>It helps to choose ratios layer by layer: flat layers can lose much, steep ones should keep their channels. Start at
 * {@link dev.coppice.eval.sensitivity.SensitivityFlow}, which carries out a {@link
 * dev.coppice.eval.sensitivity.SensitivityRequest} as one call.
 */
@NullMarked
package dev.coppice.eval.sensitivity;

import org.jspecify.annotations.NullMarked;
