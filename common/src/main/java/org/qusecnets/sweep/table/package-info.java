/**
 * The result tables. A record is the declaration of a table: its components are the columns. {@code
 * cells} and {@code models} are computed from {@code examples}; {@code claims} from these two;
 * {@code resilience} stands by itself.
 *
 * <p>{@link org.qusecnets.sweep.table.TableSchema} is where to start reading. This package may use
 * {@code evaluation}.
 */
package org.qusecnets.sweep.table;
