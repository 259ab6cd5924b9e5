/** What is explained: examples from files, the references they are compared with, the targets. */
@NullMarked
package io.github.dl4jdeeplift.cli.input;

import org.jspecify.annotations.NullMarked;
