/** Short programs that a newcomer runs and reads. */
@NullMarked
package io.github.dl4jdeeplift.samples;

import org.jspecify.annotations.NullMarked;
