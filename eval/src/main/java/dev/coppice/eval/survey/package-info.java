/**
 * What a folder of labelled data holds, before anything is done with it: splits, classes, pixels by class, sizes, faults.
 *
 * <p>Start at {@link dev.coppice.eval.survey.DataSurvey}.
 */
@NullMarked
package dev.coppice.eval.survey;

import org.jspecify.annotations.NullMarked;
