package io.github.dl4jdeeplift.cli;

import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.DeepLiftBuilder;
import io.github.dl4jdeeplift.cli.failure.RefusedException;
import io.github.dl4jdeeplift.cli.input.ChannelSums;
import io.github.dl4jdeeplift.cli.input.ExampleFiles;
import io.github.dl4jdeeplift.cli.input.ExampleObserver;
import io.github.dl4jdeeplift.cli.input.OneHotSequence;
import io.github.dl4jdeeplift.cli.input.References;
import io.github.dl4jdeeplift.cli.input.UnknownBasesNote;
import io.github.dl4jdeeplift.cli.model.LoadedModel;
import io.github.dl4jdeeplift.cli.result.ModiscoFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;

/** The options of {@code deeplift explain}. */
final class ExplainOptions {
  @Mixin private final ModelOptions model = new ModelOptions();
  @Mixin private final ExampleOptions input = new ExampleOptions();
  @Mixin private final OutputOptions output = new OutputOptions();
  @Mixin private final TargetOptions target = new TargetOptions();
  @Mixin private final RuleOptions rules = new RuleOptions();
  @Mixin private final ScoreOptions scores = new ScoreOptions();
  @Mixin private final EffortOptions effort = new EffortOptions();

  ModelOptions model() {
    return model;
  }

  ExampleOptions input() {
    return input;
  }

  OutputOptions output() {
    return output;
  }

  TargetOptions target() {
    return target;
  }

  RuleOptions rules() {
    return rules;
  }

  ScoreOptions scores() {
    return scores;
  }

  EffortOptions effort() {
    return effort;
  }

  /** Refuses options that are wrong in themselves or contradict one another. */
  void check() {
    input.check();
    target.check();
    rules.check();
    scores.check(output.modisco() != null);
    effort.check();
    List<Path> read = new ArrayList<>(model.files());
    read.addAll(input.files());
    output.check(read);
  }

  /** Tells whether scores that do not sum are an error: where rules and place promise that. */
  boolean isCompletenessRequired() {
    return rules.areAdditive() && scores.layer() == null;
  }

  /** Says why contributions need not sum, in brackets after a blank; empty where they must. */
  String deltaNote() {
    if (!rules.areAdditive()) {
      return " (the chosen rules do not promise that contributions sum)";
    }
    return scores.layer() == null
        ? ""
        : " (of layer " + scores.layer() + ", 0 only where all paths lead through it)";
  }

  /**
   * Returns what looks at all examples before they are explained.
   *
   * @param files the examples
   * @param references what they are compared with
   */
  List<ExampleObserver> observers(ExampleFiles files, References references) {
    List<ExampleObserver> observers = new ArrayList<>();
    if (output.modisco() != null) {
      requireOneTarget();
      observers.add(new OneHotSequence(ModiscoFiles.sequence(files.inputs()), "--modisco"));
    }
    if (rules.areWeightsNormalized()) {
      observers.add(new ChannelSums());
    }
    observers.add(references);
    observers.add(new UnknownBasesNote());
    return observers;
  }

  private void requireOneTarget() {
    if (target.choice().all()) {
      throw RefusedException.badInput(
          "--modisco takes one target, not --target all; give --target INDEX");
    }
  }

  /**
   * Prepares the network.
   *
   * @param loaded the model
   * @param progress is told how far each batch is
   */
  DeepLift deepLift(LoadedModel loaded, DoubleConsumer progress) {
    DeepLiftBuilder builder = DeepLift.builder(loaded.network()).progress(progress);
    rules.apply(builder, loaded.inputs());
    scores.apply(builder, loaded.inputs(), output.modisco() != null);
    effort.apply(builder);
    if (isCompletenessRequired()) {
      builder.requireCompleteness();
    }
    return refusing(builder::build);
  }

  /**
   * Does what may find out that the model is not supported or that options do not fit it.
   *
   * @param work what is done
   */
  <T> T refusing(Supplier<T> work) {
    return model.naming(() -> OptionMessages.translated(work));
  }
}
