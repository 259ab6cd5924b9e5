package io.github.dl4jdeeplift.cli;

import io.github.dl4jdeeplift.Attribution;
import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.cli.report.ReportContent;
import io.github.dl4jdeeplift.cli.report.Track;
import io.github.dl4jdeeplift.cli.result.Explanation;
import io.github.dl4jdeeplift.cli.result.GradientTimesInput;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a report draws: DeepLIFT over gradient × input, or DeepLIFT for each of several targets. */
final class Tracks {
  private Tracks() {}

  static List<Track> of(DeepLift deepLift, Explanation explanation) {
    List<Track> tracks = new ArrayList<>();
    if (explanation.targets().size() == 1) {
      tracks.add(new Track("DeepLIFT", contributions(explanation.attributions().get(0))));
      List<INDArray> gradients =
          GradientTimesInput.of(
              deepLift,
              explanation.examples(),
              explanation.targets().get(0).target(),
              ReportContent.MOST_EXAMPLES);
      tracks.add(new Track("gradient × input", gradients));
      return tracks;
    }
    int shown = Math.min(ReportContent.MOST_TARGETS, explanation.targets().size());
    for (int target = 0; target < shown; target++) {
      tracks.add(
          new Track(
              explanation.targets().get(target).label(),
              contributions(explanation.attributions().get(target))));
    }
    return tracks;
  }

  private static List<INDArray> contributions(Attribution attribution) {
    return attribution.contributionsOfInputs();
  }
}
