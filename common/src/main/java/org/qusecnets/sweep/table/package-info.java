/**
 * The result tables. A record is the declaration of a table: its components are the columns. {@code
 * cells} and {@code models} are computed from {@code examples}; {@code certified} from {@code
 * certificates}; {@code worst_case} from both; {@code claims} from cells and models; {@code
 * resilience} stands by itself.
 *
 * <p>{@link org.qusecnets.sweep.table.TableSchema} is where to start reading. This package may use
 * {@code evaluation} and {@code certificate}.
 */
package org.qusecnets.sweep.table;
