/**
 * Recipes: options kept in a YAML file, and messages that name the lines they stand in.
 *
 * <p>Start at {@code RecipeArguments}, which puts the options of a file into the command line.
 */
@NullMarked
package dev.coppice.cli.recipe;

import org.jspecify.annotations.NullMarked;
