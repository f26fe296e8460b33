/**
 * Reading of Deeplearning4j archives, without Deeplearning4j and without natives.
 *
 * <p>Start at {@link dev.coppice.models.dl4j.Dl4jFormat}. An archive ({@code Archive}) holds a configuration in JSON and one
 * flat vector of coefficients; nothing else in it is opened. The configuration becomes vertices in the order of the
 * coefficients ({@code Configuration}). Each vertex is translated into nodes, and says which parameters it takes from the vector
 * ({@code Parameter}): a class that the configuration names is looked up in tables of texts ({@code LayerTable}, {@code
 * VertexTable}, {@code Activations}, {@code Preprocessors}), and never loaded.
 */
@NullMarked
package dev.coppice.models.dl4j;

import org.jspecify.annotations.NullMarked;
