/** Results given back in the format that came: SameDiff and Deeplearning4j beside ONNX, each loaded and compared first. */
@NullMarked
package dev.coppice.eval.format;

import org.jspecify.annotations.NullMarked;
