/**
 * The command line: {@link org.qusecnets.sweep.jobs.command.Main}, one class for each command, the
 * options that commands share, and what they print.
 *
 * <p>A command reads its options, checks them, has the work done and tells what came of it. {@link
 * org.qusecnets.sweep.jobs.command.RunCommand} is where to start reading.
 *
 * <p>This package may use all others.
 */
package org.qusecnets.sweep.jobs.command;
