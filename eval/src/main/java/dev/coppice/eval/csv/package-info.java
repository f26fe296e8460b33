/**
 * Tables that long work appends to, a line a result, so that an interrupted run can go on where it stopped. Start at {@link
 * dev.coppice.eval.csv.CsvFile}.
 */
@NullMarked
package dev.coppice.eval.csv;

import org.jspecify.annotations.NullMarked;
