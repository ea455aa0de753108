package org.qusecnets.sweep.options;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a component of a record as an option: all that reading, checking, ids, lists of options
 * and the documentation say about it.
 *
 * <p>The component is an {@code int}, {@code long}, {@code double}, {@code boolean}, {@link
 * String}, an enum, or a sealed interface of records, of which the option names one ({@link
 * Named}). Values are written as users write them: {@code "40"}, {@code "1/30"}, {@code
 * "per-pixel"}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Option {
  /** What it is, in a sentence. */
  String says();

  /** The key that users write, where it is not the component's name in lower case with hyphens. */
  String key() default "";

  /** The value where the user gives none; without one the user must give a value. */
  String otherwise() default "";

  /** Whether the component is null where the user gives no value. */
  boolean optional() default false;

  /** Key of an option of the same record that the default is raised to. */
  String atLeast() default "";

  /** Other such values that hold where another option has a certain value; the first holds. */
  Otherwise[] cases() default {};

  /** The smallest value. */
  double from() default Double.NEGATIVE_INFINITY;

  /** What the value must exceed. */
  double above() default Double.NEGATIVE_INFINITY;

  /** The greatest value. */
  double to() default Double.POSITIVE_INFINITY;

  /** What the value must stay below. */
  double below() default Double.POSITIVE_INFINITY;

  /** A value within the range that is none. */
  double not() default Double.NaN;

  /** Whether the number must be odd. */
  boolean odd() default false;

  /** Key of an option of the same record that the value may not exceed. */
  String atMost() default "";

  /** What a text must match; {@link #rule()} says it in words. */
  String pattern() default "";

  /** What the value must be, such as {@code must be even}, where the range says it badly. */
  String rule() default "";

  /**
   * Where there is such an option: a condition on another option of the same record, such as {@code
   * method = pgd} or {@code strength != 0}. Elsewhere the component is {@link #absent()}.
   */
  String where() default "";

  /** The component's value where there is no such option. */
  String absent() default "";

  /** Whether a value where there is no such option is ignored and not refused. */
  boolean ignored() default false;

  /** The value that ids and tables leave out: what all had before there was this option. */
  String leftOut() default "";

  /** Paper and section that it comes from. */
  String source() default "";
}
