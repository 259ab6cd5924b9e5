package io.github.dl4jdeeplift.cli.input;

import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.cli.failure.RefusedException;
import java.util.ArrayList;
import java.util.List;

/** The references of all network inputs, made once all examples were seen. */
public final class References implements ExampleObserver {
  private final List<InputSource> inputs;
  private final List<ReferenceMaker> makers;

  private References(List<InputSource> inputs, List<ReferenceMaker> makers) {
    this.inputs = inputs;
    this.makers = makers;
  }

  /**
   * Begins.
   *
   * @param choices one for all inputs, or one each
   * @param inputs the network's inputs
   * @param seed seed of shuffles
   */
  public static References of(List<ReferenceChoice> choices, List<InputSource> inputs, long seed) {
    if (choices.size() != 1 && choices.size() != inputs.size()) {
      throw RefusedException.badInput(
          "%d references for a network of %d inputs; give one for all, or one for each in order"
              .formatted(choices.size(), inputs.size()));
    }
    List<ReferenceMaker> makers = new ArrayList<>();
    for (int index = 0; index < inputs.size(); index++) {
      makers.add(choices.get(choices.size() == 1 ? 0 : index).maker(seed));
    }
    return new References(inputs, makers);
  }

  @Override
  public void see(Examples examples) {
    for (int index = 0; index < makers.size(); index++) {
      makers.get(index).see(examples.inputs().get(index));
    }
  }

  @Override
  public List<String> notes() {
    return makers.stream().flatMap(maker -> maker.note().stream()).toList();
  }

  /**
   * Makes the reference.
   *
   * @param count how many examples there are
   */
  public Reference make(long count) {
    Reference[] references = new Reference[inputs.size()];
    for (int index = 0; index < references.length; index++) {
      references[index] = makers.get(index).make(inputs.get(index), count);
    }
    return references.length == 1 ? references[0] : Reference.perInput(references);
  }
}
