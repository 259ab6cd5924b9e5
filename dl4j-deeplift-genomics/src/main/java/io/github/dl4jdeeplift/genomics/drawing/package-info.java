/**
 * Pictures of contributions: sequence logos and heat maps, as SVG and PNG.
 *
 * <p>{@link io.github.dl4jdeeplift.genomics.drawing.SequenceLogo} draws one letter for each base,
 * as tall as its contribution; {@link io.github.dl4jdeeplift.genomics.drawing.HeatMap} colors the
 * pixels of an image. Both describe themselves once, on a {@code Canvas}; one canvas writes SVG,
 * one paints PNG. Letters and, in PNG, all text are drawn as outlines and strokes of our own: a
 * Java runtime without fonts draws the same picture.
 */
@NullMarked
package io.github.dl4jdeeplift.genomics.drawing;

import org.jspecify.annotations.NullMarked;
