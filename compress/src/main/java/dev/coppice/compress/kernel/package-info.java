/**
 * Operators that ONNX Runtime computes slowly, written in others that give the same and that it computes fast: one class for each
 * operator. Where a budget is of milliseconds, a plan begins with them if the machine's profile says that they save time.
 */
@NullMarked
package dev.coppice.compress.kernel;

import org.jspecify.annotations.NullMarked;
