/**
 * Reference networks with bundled weights.
 *
 * <p>Start at {@link dev.coppice.models.zoo.Zoo}: {@code street()} is a small U-Net that was trained by this project's own
 * {@code train} command on its own synthetic scenes, so that everything can be tried without any download.
 */
@NullMarked
package dev.coppice.models.zoo;

import org.jspecify.annotations.NullMarked;
