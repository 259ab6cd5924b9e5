/**
 * Chains of operations that work number by number, run together: some thousand numbers at a time
 * pass through all of them in arrays that stay in the processor's first cache, where ND4J's own
 * operations would each go through memory. The results are those of ND4J's operations.
 */
@NullMarked
package io.github.dl4jdeeplift.engine.fusion;

import org.jspecify.annotations.NullMarked;
