/**
 * The one door to ONNX Runtime: sessions, threads, batches.
 *
 * <p>Start at {@link dev.coppice.export.runtime.OnnxSession}. Everything ONNX Runtime complains about becomes one clear
 * message; nothing of its API leaves this package.
 */
@NullMarked
package dev.coppice.export.runtime;

import org.jspecify.annotations.NullMarked;
