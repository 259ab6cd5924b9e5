package io.github.dl4jdeeplift.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/** The parts of hidden layers' differences as they add up. */
final class PartsTotals {
  private final Program program;
  private final Map<String, Averages> places = new LinkedHashMap<>();

  private record Averages(Average positive, Average negative) {}

  PartsTotals(Program program, int examples, int references) {
    this.program = program;
    for (String place : program.hidden()) {
      long[] shape = program.shape(place).withBatch(examples);
      places.put(
          place,
          new Averages(
              new Average(program.dataType(), shape, references),
              new Average(program.dataType(), shape, references)));
    }
  }

  void add(Tile tile) {
    if (!places.isEmpty()) {
      try (PartsProgram.Result result = program.parts(tile)) {
        places.forEach(
            (place, averages) -> {
              averages.positive.add(result.positive(place), tile);
              averages.negative.add(result.negative(place), tile);
            });
      }
    }
  }

  Map<String, Scores.DifferenceParts> means() {
    Map<String, Scores.DifferenceParts> means = new LinkedHashMap<>();
    places.forEach(
        (place, averages) ->
            means.put(
                place,
                new Scores.DifferenceParts(averages.positive.mean(), averages.negative.mean())));
    return means;
  }
}
