package io.github.dl4jdeeplift.cli;

import io.github.dl4jdeeplift.cli.input.ExplainedTarget;
import io.github.dl4jdeeplift.cli.report.Track;
import io.github.dl4jdeeplift.cli.result.FirstExamples;
import io.github.dl4jdeeplift.cli.result.GradientTimesInput;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Model;

/** What a report draws: DeepLIFT over gradient × input, or DeepLIFT for each of several targets. */
final class Tracks {
  private Tracks() {}

  static List<Track> of(
      Model network, RuleOptions rules, FirstExamples first, List<ExplainedTarget> targets) {
    List<Track> tracks = new ArrayList<>();
    if (targets.size() > 1) {
      for (int index = 0; index < first.scores().size(); index++) {
        tracks.add(
            new Track(targets.get(index).label(), first.scores().get(index).contributions()));
      }
      return tracks;
    }
    String name = rules.isGradient() ? "gradient × (input − reference)" : "DeepLIFT";
    tracks.add(new Track(name, first.scores().get(0).contributions()));
    tracks.add(
        new Track(
            "gradient × input",
            GradientTimesInput.of(network, first.examples().arrays(), targets.get(0).target())));
    return tracks;
  }
}
