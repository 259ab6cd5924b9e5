/**
 * Layers that users define as SameDiff graphs, explained from the operations that they record:
 * {@link io.github.dl4jdeeplift.operation.OperationTable} is where an operation meets its rules.
 */
@NullMarked
package io.github.dl4jdeeplift.operation;

import org.jspecify.annotations.NullMarked;
