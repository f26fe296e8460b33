/**
 * ONNX Runtime: sessions, threads, batches. No other package calls it.
 *
 * <p>Start at {@link dev.coppice.export.runtime.OnnxSession}. Every error of ONNX Runtime becomes one clear message. Its
 * API stays inside this package.
 */
@NullMarked
package dev.coppice.export.runtime;

import org.jspecify.annotations.NullMarked;
