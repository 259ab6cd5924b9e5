package io.github.dl4jdeeplift.engine;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The forward half of a program, as {@code explain()} runs it. */
public final class ForwardHalf {
  private final Program program;

  /**
   * Takes a program.
   *
   * @param program the program
   */
  public ForwardHalf(Program program) {
    this.program = program;
  }

  /** Runs the pass of some examples, {@code [n, shape...]}, and returns their number. */
  public long run(INDArray examples) {
    return program.forward(List.of(examples)).rows();
  }
}
