/**
 * Reads ONNX files into the canonical graph: opset 7 and up, converted to opset 18 while reading.
 *
 * <p>Start at {@link dev.coppice.models.onnx.OnnxReader}. A file is parsed ({@code ModelFile}), its tensors and nodes are
 * checked and collected ({@code GraphAssembly}), every node is carried or converted by what the since-version table says
 * ({@link dev.coppice.models.onnx.upgrade}), and constant expressions are folded ({@link dev.coppice.models.onnx.fold}).
 * Anything that cannot be read is listed at once in one {@link dev.coppice.models.InvalidInputException}. The only
 * package besides the writer that knows ONNX's protobuf classes.
 */
@NullMarked
package dev.coppice.models.onnx;

import org.jspecify.annotations.NullMarked;
