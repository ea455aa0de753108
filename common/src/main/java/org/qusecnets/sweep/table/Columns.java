package org.qusecnets.sweep.table;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.qusecnets.sweep.table.Column.Presence;

/**
 * Declares a record component that is itself a record as several columns of a table: one for each
 * of that record's components, in their order.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Columns {
  /** Names of the columns; where there are none, those that the record gives. */
  String[] names() default {};

  /** What the first of the columns hold; the record says it of the others. */
  String[] says() default {};

  /** Whether a row may have none of them; it then has no record here. */
  Presence presence() default Presence.REQUIRED;
}
