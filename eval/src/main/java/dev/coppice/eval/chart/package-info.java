/** Charts that are written as PNG, in one style. */
@NullMarked
package dev.coppice.eval.chart;

import org.jspecify.annotations.NullMarked;
