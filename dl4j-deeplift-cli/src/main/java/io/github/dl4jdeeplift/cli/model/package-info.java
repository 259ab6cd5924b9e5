/**
 * Models of any supported kind as networks, with what the network does not say about its inputs.
 */
@NullMarked
package io.github.dl4jdeeplift.cli.model;

import org.jspecify.annotations.NullMarked;
