/**
 * Runs graphs as SameDiff programs.
 *
 * <p>For each shape of input and each explained node there is one {@link
 * io.github.dl4jdeeplift.engine.Program}, built once and run with any batch size. Its forward half
 * runs on examples and references alike and keeps just the values that rules ask for; its backward
 * half takes both sets of values and a seed, and gives multipliers and contributions. So each input
 * is run forward once, however many references it is compared with, and a shared reference's values
 * are kept from call to call.
 */
@NullMarked
package io.github.dl4jdeeplift.engine;

import org.jspecify.annotations.NullMarked;
