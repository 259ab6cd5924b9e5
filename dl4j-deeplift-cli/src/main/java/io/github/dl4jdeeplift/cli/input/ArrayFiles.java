package io.github.dl4jdeeplift.cli.input;

import io.github.dl4jdeeplift.cli.failure.RefusedException;
import io.github.dl4jdeeplift.cli.model.ModelInput;
import io.github.dl4jdeeplift.genomics.file.NpyRows;
import io.github.dl4jdeeplift.rule.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Examples in npy files, one for each network input.
 *
 * @param inputs the inputs, in order
 * @param count number of examples
 */
public record ArrayFiles(List<InputSource> inputs, long count) implements ExampleFiles {
  /** Copies the list. */
  public ArrayFiles {
    inputs = List.copyOf(inputs);
  }

  /**
   * Looks at files.
   *
   * @param files one npy file for each network input, in order
   * @param inputs the network's inputs
   */
  public static ArrayFiles of(List<Path> files, List<ModelInput> inputs) {
    if (files.size() != inputs.size()) {
      throw RefusedException.badInput(
          "--input was given %d files, but the network has %d inputs: %s; give one for each, in order"
              .formatted(
                  files.size(), inputs.size(), inputs.stream().map(ModelInput::name).toList()));
    }
    List<InputSource> sources = new ArrayList<>();
    long count = 0;
    for (int index = 0; index < files.size(); index++) {
      long[] shape = shape(files.get(index));
      inputs.get(index).requireShape(shape, files.get(index).toString());
      sources.add(new InputSource(inputs.get(index), files.get(index), Shape.ofBatch(shape)));
      if (index > 0 && shape[0] != count) {
        throw RefusedException.badInput(
            "%s has %d examples, %s has %d; give as many of each"
                .formatted(files.get(0), count, files.get(index), shape[0]));
      }
      count = shape[0];
    }
    return new ArrayFiles(sources, count);
  }

  private static long[] shape(Path file) {
    try (NpyRows rows = NpyRows.open(file)) {
      return rows.shape();
    }
  }

  /** Reads all examples at once. */
  public Examples readAll() {
    try (ExampleBatches batches = open(Math.toIntExact(count))) {
      return batches.next();
    }
  }

  @Override
  public boolean areSequences() {
    return false;
  }

  @Override
  public ExampleBatches open(int size) {
    return new Batches(size);
  }

  private final class Batches implements ExampleBatches {
    private final List<NpyRows> files = new ArrayList<>();
    private final int size;
    private long done;

    Batches(int size) {
      this.size = size;
      inputs.forEach(input -> files.add(NpyRows.open(input.file())));
    }

    @Override
    public boolean hasNext() {
      return done < count;
    }

    @Override
    public Examples next() {
      if (!hasNext()) {
        throw new NoSuchElementException("no examples after the last");
      }
      long end = Math.min(count, done + size);
      List<InputExamples> examples = new ArrayList<>();
      for (int index = 0; index < files.size(); index++) {
        examples.add(new InputExamples(inputs.get(index), files.get(index).read(done, end), done));
      }
      done = end;
      return new Examples(examples, List.of());
    }

    @Override
    public void close() {
      files.forEach(NpyRows::close);
    }
  }
}
