/**
 * Reference networks with bundled weights.
 *
 * <p>Start at {@link dev.coppice.models.zoo.Zoo}: {@code street()} is a small U-Net, trained by the command {@code train} on
 * the synthetic scenes, so that everything can be tried without a download.
 */
@NullMarked
package dev.coppice.models.zoo;

import org.jspecify.annotations.NullMarked;
