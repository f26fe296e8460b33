/**
 * Files of models, whatever their format: what a file is by its content, and what reading one gives.
 *
 * <p>A reader of a format implements {@link dev.coppice.models.format.ModelFormat}, whose documentation says how to plug it
 * in. {@link dev.coppice.models.format.SourceModel} is what it gives.
 */
@NullMarked
package dev.coppice.models.format;

import org.jspecify.annotations.NullMarked;
