package org.qusecnets.sweep.config;

import java.util.Collection;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.options.Reading;

/**
 * How the entries of an axis are read.
 *
 * @param noun what messages call one value
 * @param selector the key that says which one it is
 * @param choices what that key can say
 * @param reader makes the value from the choice and the other options
 * @param parameters all parameters of a value, but for the selector
 */
record Axis<T>(
    String noun,
    String selector,
    Collection<String> choices,
    BiFunction<String, Options, Reading<T>> reader,
    Function<T, Map<String, Object>> parameters) {}
