package org.qusecnets.sweep.grid;

import java.io.Serializable;
import org.qusecnets.sweep.recipe.SubstituteOptions;

/**
 * What makes a model a substitute.
 *
 * @param target the model whose answers it is trained on
 * @param options how it is trained
 */
public record Substitution(ModelSpecification target, SubstituteOptions options)
    implements Serializable {}
