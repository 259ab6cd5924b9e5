package io.github.dl4jdeeplift.rule;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which numbers of an array are known to sum to a constant: for each element in C order the number
 * of its constraint, such as the position in one-hot DNA.
 *
 * @param shape shape of the array, the batch left out
 * @param ofElements number of the constraint that each element belongs to
 */
public record Constraints(Shape shape, long... ofElements) {
  /** Copies the numbers. */
  public Constraints {
    ofElements = ofElements.clone();
  }

  /**
   * Returns the constraints' pattern along one dimension, where it is the same everywhere: for each
   * place along it the first place that has the same constraint.
   *
   * @param axis the dimension, the batch left out
   * @return the pattern
   * @throws IllegalArgumentException if constraints reach beyond the dimension, or differ
   */
  public int[] along(int axis) {
    int size = Math.toIntExact(shape.size(axis));
    int inner = 1;
    for (int each = axis + 1; each < shape.rank(); each++) {
      inner *= Math.toIntExact(shape.size(each));
    }
    int[] pattern = null;
    Set<Long> seen = new HashSet<>();
    for (int line = 0; line < ofElements.length / size; line++) {
      int start = line / inner * inner * size + line % inner;
      int[] own = pattern(start, inner, size);
      boolean fresh = true;
      for (int place = 0; place < size; place++) {
        fresh &= own[place] < place || seen.add(ofElements[start + place * inner]);
      }
      if (!fresh || (pattern != null && !Arrays.equals(pattern, own))) {
        throw new IllegalArgumentException(
            "reads inputs whose sums are not constant along its channels");
      }
      pattern = own;
    }
    return pattern == null ? new int[size] : pattern;
  }

  private int[] pattern(int start, int step, int size) {
    int[] pattern = new int[size];
    for (int place = 0; place < size; place++) {
      int first = 0;
      while (ofElements[start + first * step] != ofElements[start + place * step]) {
        first++;
      }
      pattern[place] = first;
    }
    return pattern;
  }

  /**
   * Returns the reciprocal of the number of elements that share an element's constraint, for each
   * element in C order.
   */
  public double[] shares() {
    Map<Long, Integer> counts = new HashMap<>();
    for (long constraint : ofElements) {
      counts.merge(constraint, 1, Integer::sum);
    }
    return Arrays.stream(ofElements)
        .mapToDouble(each -> 1.0 / counts.getOrDefault(each, 1))
        .toArray();
  }
}
