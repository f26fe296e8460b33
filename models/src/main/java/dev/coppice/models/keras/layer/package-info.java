/**
 * The layers of Keras, each written with ONNX operators in the order of axes that the layer has.
 *
 * <p>Start at {@link dev.coppice.models.keras.layer.Layers}, the table; {@link dev.coppice.models.keras.layer.LayerCall} is what
 * a layer sees.
 */
@NullMarked
package dev.coppice.models.keras.layer;

import org.jspecify.annotations.NullMarked;
