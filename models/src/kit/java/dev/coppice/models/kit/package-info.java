/**
 * Test kit that all modules compile into their tests: small networks, built by hand.
 *
 * <p>Start at {@link dev.coppice.models.kit.NetworkBuilder}. Assertions about one stage's rules stand beside the tests of
 * that stage.
 */
@NullMarked
package dev.coppice.models.kit;

import org.jspecify.annotations.NullMarked;
