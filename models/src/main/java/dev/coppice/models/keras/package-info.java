/**
 * Reader of Keras models: {@code .keras} archives and {@code .h5} files of Keras 2 and 3. It takes the configuration and the
 * weights as data, and runs, loads or constructs nothing that a file names.
 *
 * <p>Start at {@link dev.coppice.models.keras.KerasFormat}. {@code ModelTranslation} walks over the layers, and
 * {@code keras.layer} writes each with ONNX operators; {@code Hdf5} is the only door to jhdf.
 */
@NullMarked
package dev.coppice.models.keras;

import org.jspecify.annotations.NullMarked;
