/**
 * Block-wise weak annotation: labels simplified to blocks of M×M pixels, what they cost, and what they are worth before
 * anything is trained on them.
 *
 * <p>Start at {@link dev.coppice.eval.annotation.AnnotationFlow}, which carries out an {@link
 * dev.coppice.eval.annotation.AnnotationRequest} as one call. {@link dev.coppice.eval.annotation.BlockDataset} is a data set
 * seen through blocks; {@link dev.coppice.eval.annotation.BlockFolder} writes one. {@link
 * dev.coppice.eval.annotation.EfficacyEstimator} estimates for several M how far block labels are from full ones, in four
 * ways that need no training. The idea is that of Chen, Chiu and Wu (arXiv 2012.14123): blocks keep the low frequencies of a
 * segmentation map, and a network learns from those.
 */
@NullMarked
package dev.coppice.eval.annotation;

import org.jspecify.annotations.NullMarked;
