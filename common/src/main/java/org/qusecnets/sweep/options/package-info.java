/** Typed, validated parameters of defenses, attacks and configuration sections. */
package org.qusecnets.sweep.options;
