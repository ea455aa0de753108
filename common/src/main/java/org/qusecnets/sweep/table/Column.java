package org.qusecnets.sweep.table;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Declares a record component as a column of a table. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Column {
  /** What the column holds, with unit and range. */
  String value();

  /** Its name; where this is empty, the component's in snake_case. */
  String name() default "";

  /** Whether a row may have no value here. */
  Presence presence() default Presence.REQUIRED;

  /** Whether the value is the same in every run. */
  Repeatability repeatability() default Repeatability.EXACT;

  /** Whether a row may have no value in a column. */
  enum Presence {
    REQUIRED,
    OPTIONAL
  }

  /** Whether two runs of the same sweep give the same value. */
  enum Repeatability {
    /** Bit for bit. */
    EXACT,
    /** A time or a place: it tells of the run, not of the result. */
    OF_THE_RUN
  }
}
