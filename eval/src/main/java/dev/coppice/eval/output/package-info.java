/** Results in folders and files: whole or not at all, with nothing of the user's overwritten. */
@NullMarked
package dev.coppice.eval.output;

import org.jspecify.annotations.NullMarked;
