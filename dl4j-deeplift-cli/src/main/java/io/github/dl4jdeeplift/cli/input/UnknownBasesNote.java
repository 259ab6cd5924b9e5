package io.github.dl4jdeeplift.cli.input;

import io.github.dl4jdeeplift.genomics.UnknownBases;
import java.util.List;

/** Counts unknown bases of sequences. */
public final class UnknownBasesNote implements ExampleObserver {
  private final UnknownBases unknown = new UnknownBases();

  @Override
  public void see(Examples examples) {
    examples.records().forEach(unknown::add);
  }

  @Override
  public List<String> notes() {
    return unknown.note().stream().toList();
  }
}
