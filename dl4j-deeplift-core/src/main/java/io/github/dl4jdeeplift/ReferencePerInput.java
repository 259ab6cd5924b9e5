package io.github.dl4jdeeplift;

import java.util.List;
import java.util.stream.Collectors;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A reference for each network input. */
final class ReferencePerInput extends Reference {
  private final List<Reference> references;

  ReferencePerInput(List<Reference> references) {
    this.references = references;
  }

  /**
   * Requires one reference for each input.
   *
   * @param names the inputs' names
   */
  void requireFor(List<String> names) {
    if (references.size() > names.size()) {
      throw new DL4JInvalidInputException(
          "perInput(..) has "
              + references.size()
              + " references for a network that has "
              + names.size()
              + ": "
              + names);
    }
  }

  @Override
  ResolvedReference resolve(INDArray input, InputPlace place) {
    if (place.index() >= references.size()) {
      throw new DL4JInvalidInputException(
          "no reference for input "
              + place.name()
              + ": "
              + references.size()
              + " were given, one for each input is needed");
    }
    return references.get(place.index()).resolve(input, place);
  }

  @Override
  String description() {
    return references.stream().map(Reference::description).collect(Collectors.joining(" | "));
  }
}
