/**
 * How much each channel group matters, one criterion a file.
 *
 * <p>A criterion looks at one family of channel groups and gives every group one finite score, higher meaning worth more.
 * Scores are compared within a family; across families only after dividing by the family's mean. {@link
 * dev.coppice.compress.importance.Criteria} lists them by name; start at {@link
 * dev.coppice.compress.importance.ImportanceCriterion}.
 */
@NullMarked
package dev.coppice.compress.importance;

import org.jspecify.annotations.NullMarked;
