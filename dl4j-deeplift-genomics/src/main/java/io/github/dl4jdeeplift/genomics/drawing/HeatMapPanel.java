package io.github.dl4jdeeplift.genomics.drawing;

/**
 * Contributions of pixels.
 *
 * @param name what stands above them
 * @param values one for each pixel
 */
record HeatMapPanel(String name, PixelValues values) {}
