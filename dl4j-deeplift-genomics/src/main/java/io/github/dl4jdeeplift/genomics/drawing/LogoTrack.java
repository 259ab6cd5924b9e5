package io.github.dl4jdeeplift.genomics.drawing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One row of letters of a logo, with its own scale.
 *
 * @param name what stands above it
 * @param symbols its letters
 * @param scale from its values to pixels
 */
record LogoTrack(String name, List<Symbol> symbols, ValueScale scale) {
  private static LogoTrack of(String name, List<Symbol> symbols) {
    double low = symbols.stream().mapToDouble(Symbol::low).min().orElse(0);
    double high = symbols.stream().mapToDouble(Symbol::high).max().orElse(0);
    return new LogoTrack(name, List.copyOf(symbols), ValueScale.around(low, high));
  }

  /** One letter at each position, the sequence's own, as tall as the sum over the channels. */
  static LogoTrack observed(String name, double[][] values, Letter[] sequence) {
    List<Symbol> symbols = new ArrayList<>();
    for (int position = 0; position < values.length; position++) {
      double sum = 0;
      for (double value : values[position]) {
        sum += value;
      }
      if (sum != 0) {
        symbols.add(new Symbol(position, sequence[position], Math.min(sum, 0), Math.max(sum, 0)));
      }
    }
    return of(name, symbols);
  }

  /** All four letters at each position, the larger the farther from the zero line. */
  static LogoTrack stacked(String name, double[][] values) {
    List<Symbol> symbols = new ArrayList<>();
    for (int position = 0; position < values.length; position++) {
      stack(position, values[position], symbols);
    }
    return of(name, symbols);
  }

  private static void stack(int position, double[] values, List<Symbol> symbols) {
    double top = 0;
    double bottom = 0;
    for (int channel : byMagnitude(values)) {
      double value = values[channel];
      if (value > 0) {
        symbols.add(new Symbol(position, Letter.BASES.get(channel), top, top + value));
        top += value;
      } else if (value < 0) {
        symbols.add(new Symbol(position, Letter.BASES.get(channel), bottom + value, bottom));
        bottom += value;
      }
    }
  }

  private static List<Integer> byMagnitude(double[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble(channel -> Math.abs(values[channel])))
        .toList();
  }
}
