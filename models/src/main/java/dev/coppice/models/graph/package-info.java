/**
 * The immutable network graph, its edits and the one rewriter.
 *
 * <p>A {@link dev.coppice.models.graph.Graph} is a topologically ordered list of {@link dev.coppice.models.graph.Node}s with
 * ONNX operator semantics at opset 18, plus its constants as {@link dev.coppice.models.graph.Tensor}s. Nothing here loads a
 * native library. Structure changes only through a list of {@link dev.coppice.models.graph.GraphEdit}s handed to
 * {@link dev.coppice.models.graph.GraphRewriter}. Start at {@code Graph}.
 */
@NullMarked
package dev.coppice.models.graph;

import org.jspecify.annotations.NullMarked;
