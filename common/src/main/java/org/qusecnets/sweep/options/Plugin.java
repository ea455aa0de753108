package org.qusecnets.sweep.options;

/**
 * Something that a configuration can name and that comes from outside this program: a class with a
 * public constructor without parameters, in a jar on the class path that names it as a service.
 */
public interface Plugin {
  /** Its name in configurations and tables: lower case with hyphens, none of this program's own. */
  String type();

  /** Its options: those of its record, which says this name, too. */
  Declaration<?> declaration();
}
