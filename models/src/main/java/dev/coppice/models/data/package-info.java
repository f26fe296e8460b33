/**
 * Labelled images: readers for common layouts, synthetic street scenes, and conversion from pixels to tensors.
 *
 * <p>Start at {@link dev.coppice.models.data.Dataset}; {@link dev.coppice.models.data.ImageFolder} reads one from disk,
 * {@link dev.coppice.models.data.SyntheticScenes} draws one from a seed. {@link dev.coppice.models.data.Preprocessing} fills
 * network inputs, {@link dev.coppice.models.data.Pictures} writes PNG files. No other package decodes or encodes pictures.
 */
@NullMarked
package dev.coppice.models.data;

import org.jspecify.annotations.NullMarked;
