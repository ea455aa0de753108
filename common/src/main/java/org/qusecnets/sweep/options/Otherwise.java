package org.qusecnets.sweep.options;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The value of an option that the user does not give, under a condition. */
@Retention(RetentionPolicy.RUNTIME)
@Target({})
public @interface Otherwise {
  /** The condition on another option of the same record, such as {@code method = pgd}. */
  String where();

  /** The value. */
  String value();
}
