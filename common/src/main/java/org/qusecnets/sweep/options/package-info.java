/**
 * Options of defenses, attacks and sections of a configuration, declared once: at the components of
 * a record.
 *
 * <p>{@link org.qusecnets.sweep.options.Option} says of a component what it is, its default and its
 * range. From that {@link org.qusecnets.sweep.options.Declaration} reads and describes options,
 * {@link org.qusecnets.sweep.options.Declared} makes the parameters that ids and tables hold, and
 * {@link org.qusecnets.sweep.options.Ranges} checks records that are made in code. What options
 * must be together is checked by the record's compact constructor, which throws {@link
 * org.qusecnets.sweep.options.InvalidOption}.
 *
 * <p>{@link org.qusecnets.sweep.options.Option} is where to start reading. This package uses none
 * of the others.
 */
package org.qusecnets.sweep.options;
