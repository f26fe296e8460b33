/**
 * Pages that people look at in a browser: one file of HTML each, with charts as SVG, that needs no network.
 *
 * <p>{@link dev.coppice.eval.page.Html} is a piece of a page whose texts are escaped: names of classes and layers come from
 * files of others. {@link dev.coppice.eval.page.Page} is the frame that all pages share; {@link dev.coppice.eval.page.Plot} and
 * {@link dev.coppice.eval.page.Bars} draw. Nothing here knows what a network is.
 */
@NullMarked
package dev.coppice.eval.page;

import org.jspecify.annotations.NullMarked;
