package io.github.dl4jdeeplift.cli.input;

import java.util.List;

/**
 * A first reading of all examples, so that bad ones are refused before the work starts.
 *
 * @param count the number of examples
 * @param notes what the user should know of them, one line each
 */
public record Survey(long count, List<String> notes) {
  /** Copies the list. */
  public Survey {
    notes = List.copyOf(notes);
  }

  /**
   * Reads all examples.
   *
   * @param files where they are
   * @param size examples to read at once
   * @param observers what looks at them
   */
  public static Survey of(ExampleFiles files, int size, List<ExampleObserver> observers) {
    long count = 0;
    try (ExampleBatches batches = files.open(size)) {
      while (batches.hasNext()) {
        Examples batch = batches.next();
        observers.forEach(observer -> observer.see(batch));
        count += batch.count();
      }
    }
    return new Survey(count, observers.stream().flatMap(each -> each.notes().stream()).toList());
  }
}
