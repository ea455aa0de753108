package org.qusecnets.sweep.jobs.command;

import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Reading;
import picocli.CommandLine;

/** Numbers on the command line as in configurations, such as {@code 0.1} and {@code 8/255}. */
final class QuotientConverter implements CommandLine.ITypeConverter<Double> {
  @Override
  public Double convert(String value) {
    try {
      return Reading.number("it", value).orThrow();
    } catch (InvalidOption e) {
      throw new CommandLine.TypeConversionException(
          "'" + value + "' is not a number such as 0.1 or 8/255");
    }
  }
}
