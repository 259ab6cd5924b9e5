/** How a command fails: an exit code and one line. */
@NullMarked
package io.github.dl4jdeeplift.cli.failure;

import org.jspecify.annotations.NullMarked;
