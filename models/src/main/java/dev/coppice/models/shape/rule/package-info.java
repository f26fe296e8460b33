/** Shape rules, one file an operator family; registered in {@link dev.coppice.models.shape.ShapeRules}. */
@NullMarked
package dev.coppice.models.shape.rule;

import org.jspecify.annotations.NullMarked;
