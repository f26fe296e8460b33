/** Whether a written network computes what its source computes, and on which pictures and by which runtime that is asked. */
@NullMarked
package dev.coppice.eval.parity;

import org.jspecify.annotations.NullMarked;
