/**
 * Tables that long work appends to, one line per result. An interrupted run can thus go on where it stopped. Start at {@link
 * dev.coppice.eval.csv.CsvFile}.
 */
@NullMarked
package dev.coppice.eval.csv;

import org.jspecify.annotations.NullMarked;
