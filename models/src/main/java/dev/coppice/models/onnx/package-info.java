/**
 * Reading of ONNX files, opset 7 and up, into the canonical graph at opset 18.
 *
 * <p>Start at {@link dev.coppice.models.onnx.OnnxReader}. A file is parsed ({@code ModelFile}), its tensors and nodes are
 * checked and collected ({@code GraphAssembly}), every node is kept or converted according to the table of since-versions
 * ({@code dev.coppice.models.onnx.upgrade}), and constant expressions are folded ({@code dev.coppice.models.onnx.fold}). All
 * faults are listed in one {@link dev.coppice.models.InvalidInputException}. Only this package and the writer know ONNX's
 * protobuf classes.
 */
@NullMarked
package dev.coppice.models.onnx;

import org.jspecify.annotations.NullMarked;
