package org.qusecnets.sweep.options;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares that the options of a component, a record as well, stand beside those of the record that
 * it is part of.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Nested {
  /** What its options are where the user gives no value, such as {@code epochs = 10}. */
  String[] otherwise() default {};

  /**
   * What is no option here, such as {@code sharing = shared}. Of a sealed interface the component's
   * key names the record: {@code training = trained}.
   */
  String[] fixed() default {};
}
