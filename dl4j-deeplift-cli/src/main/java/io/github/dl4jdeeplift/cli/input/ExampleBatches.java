package io.github.dl4jdeeplift.cli.input;

import java.util.Iterator;

/** Examples as they are read, some at a time. */
public interface ExampleBatches extends Iterator<Examples>, AutoCloseable {
  @Override
  void close();
}
