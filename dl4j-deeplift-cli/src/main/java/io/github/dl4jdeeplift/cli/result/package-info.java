/** What was found, and the arrays that are written of it. */
@NullMarked
package io.github.dl4jdeeplift.cli.result;

import org.jspecify.annotations.NullMarked;
