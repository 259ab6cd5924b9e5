/**
 * Layers that go through a sequence step by step or attend over it: LSTM, GRU, simple recurrent
 * layers and attention, with the table's rows of those layers.
 */
@NullMarked
package io.github.dl4jdeeplift.rule.sequence;

import org.jspecify.annotations.NullMarked;
