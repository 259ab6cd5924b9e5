package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.arithmetic.MatrixProductRule;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** Products of matrices: {@code [batch, n, k] x [batch, k, m] -> [batch, n, m]}. */
public final class MatrixProductVertex extends ComputedVertex {
  private static final long serialVersionUID = 1L;

  private final boolean transposeFirst;
  private final boolean transposeSecond;

  /**
   * Makes the vertex.
   *
   * @param transposeFirst whether the first input is {@code [batch, k, n]}
   * @param transposeSecond whether the second input is {@code [batch, m, k]}
   */
  public MatrixProductVertex(
      @JsonProperty("transposeFirst") boolean transposeFirst,
      @JsonProperty("transposeSecond") boolean transposeSecond) {
    this.transposeFirst = transposeFirst;
    this.transposeSecond = transposeSecond;
  }

  /** Returns whether the first input is transposed. */
  public boolean isTransposeFirst() {
    return transposeFirst;
  }

  /** Returns whether the second input is transposed. */
  public boolean isTransposeSecond() {
    return transposeSecond;
  }

  @Override
  List<Object> options() {
    return List.of(transposeFirst, transposeSecond);
  }

  @Override
  INDArray compute(INDArray... inputs) {
    INDArray[] products = new INDArray[Math.toIntExact(inputs[0].size(0))];
    for (int example = 0; example < products.length; example++) {
      INDArray first = inputs[0].slice(example);
      INDArray second = inputs[1].slice(example);
      products[example] =
          (transposeFirst ? first.transpose() : first)
              .mmul(transposeSecond ? second.transpose() : second);
    }
    return Nd4j.stack(0, products);
  }

  @Override
  Expansion nodes(LayerView<?> view) {
    return Expansion.chain(new MatrixProductRule(transposeFirst, transposeSecond));
  }
}
