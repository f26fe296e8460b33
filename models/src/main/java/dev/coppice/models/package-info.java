/**
 * What a network is: read, lifted, lowered and measured. Everything the other modules share lives below this package.
 *
 * <p>This package itself holds only what every other one needs, such as {@code InvalidInputException}; start at
 * {@code dev.coppice.models.graph}, the immutable network graph with ONNX operator semantics.
 */
@NullMarked
package dev.coppice.models;

import org.jspecify.annotations.NullMarked;
