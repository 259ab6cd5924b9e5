/**
 * DeepLIFT while a network trains and in the tests of one that has: a listener that explains a
 * fixed batch now and then, and assertions on attributions.
 */
@NullMarked
package io.github.dl4jdeeplift.training;

import org.jspecify.annotations.NullMarked;
