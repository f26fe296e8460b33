/**
 * Compression: decides what to cut from a network and rewrites it.
 *
 * <p>Start at {@code dev.coppice.compress.plan}: a plan is data that names every candidate, changed or declined, with a
 * reason. This module runs no network: it measures through the ports in {@code dev.coppice.models.measure}.
 */
@NullMarked
package dev.coppice.compress;

import org.jspecify.annotations.NullMarked;
