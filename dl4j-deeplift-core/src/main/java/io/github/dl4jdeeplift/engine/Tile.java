package io.github.dl4jdeeplift.engine;

/**
 * Pairs of examples and references that are run together: neighboring examples with one reference
 * each, or one example with neighboring references.
 *
 * @param actual pass of the examples
 * @param compared pass of the references
 * @param example the first example
 * @param reference the number of the first reference
 * @param ofReferences whether the rows are references of one example
 */
record Tile(Pass actual, Pass compared, int example, int reference, boolean ofReferences) {
  /** Returns the number of pairs. */
  int pairs() {
    return Math.toIntExact(ofReferences ? compared.rows() : actual.rows());
  }

  /** Returns the example of a row. */
  int exampleOf(int row) {
    return ofReferences ? example : example + row;
  }

  /** Returns the number of the reference of a row. */
  int referenceOf(int row) {
    return ofReferences ? reference + row : reference;
  }

  /** Returns one past the last example. */
  int lastExample() {
    return ofReferences ? example + 1 : example + pairs();
  }
}
