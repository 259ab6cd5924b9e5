/**
 * The {@code deeplift} command.
 *
 * <p>{@link io.github.dl4jdeeplift.cli.Main} finds the subcommand; each checks its options, then
 * its files, then works, and writes last. Whatever goes wrong becomes an exit code and one line on
 * stderr.
 */
@NullMarked
package io.github.dl4jdeeplift.cli;

import org.jspecify.annotations.NullMarked;
