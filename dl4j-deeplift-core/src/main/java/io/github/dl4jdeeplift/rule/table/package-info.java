/**
 * The table that maps Deeplearning4j's layers, vertices and preprocessors to rules: {@link
 * io.github.dl4jdeeplift.rule.table.LibraryRules} gathers the rows, those of this package and those
 * that stand beside their rules.
 */
@NullMarked
package io.github.dl4jdeeplift.rule.table;

import org.jspecify.annotations.NullMarked;
