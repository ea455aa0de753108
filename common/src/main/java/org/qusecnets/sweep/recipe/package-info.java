/**
 * What a model is to be: {@link org.qusecnets.sweep.recipe.ModelRecipe} and its parts, which are
 * records of options, and what others may see of a model that follows one: {@link
 * org.qusecnets.sweep.recipe.Classifier}.
 *
 * <p>A defense turns the recipe of the undefended model into that of the defended one. A recipe
 * holds no network and knows no library: {@code network} makes what it describes. What stands in
 * front of a network is a list of {@link org.qusecnets.sweep.recipe.InputStage stages} in an
 * image's order, of which the quantization layer is one. {@link
 * org.qusecnets.sweep.recipe.ModelRecipe} is where to start reading.
 *
 * <p>A network is an {@link org.qusecnets.sweep.recipe.Architecture}: a list of {@link
 * org.qusecnets.sweep.recipe.layer layers} under a name.
 *
 * <p>This package may use {@code recipe.layer}, {@code dataset} and {@code options}.
 */
package org.qusecnets.sweep.recipe;
