/** The one way in for model files: {@link dev.coppice.eval.source.ModelFormats} tells their format by content and reads them. */
@NullMarked
package dev.coppice.eval.source;

import org.jspecify.annotations.NullMarked;
