package io.github.dl4jdeeplift.cli;

import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.cli.failure.ExitCode;
import io.github.dl4jdeeplift.cli.failure.RefusedException;
import io.github.dl4jdeeplift.cli.model.LoadedModel;
import io.github.dl4jdeeplift.cli.model.ModelInput;
import io.github.dl4jdeeplift.graph.LayerOutline;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code deeplift inspect}: what will be done at each layer, or why nothing can. */
@Command(
    name = "inspect",
    sortOptions = false,
    description = "Lists every layer, its shape, and the rule that explains it or why none can.")
final class InspectCommand implements Subcommand {
  @Mixin private final ModelOptions model = new ModelOptions();

  @Override
  public ExitCode run(Console console) {
    LoadedModel loaded = model.load();
    List<LayerOutline> outlines = DeepLift.builder(loaded.network()).outline();
    List<LayerOutline> refused =
        outlines.stream().filter(outline -> outline.refusal() != null).toList();
    Map<String, Shape> shapes = Map.of();
    RefusedException refusedByShape = null;
    try {
      shapes = refused.isEmpty() ? model.naming(() -> shapes(loaded)) : shapes;
    } catch (RefusedException e) {
      refusedByShape = e; // to be thrown below the table
    }
    loaded.notes().forEach(note -> console.out().println("note: " + note));
    LayerTable.of(loaded, outlines, shapes).print(console.out());
    if (refusedByShape != null) {
      throw refusedByShape;
    }
    requireNone(refused, outlines.size());
    console.out().println("every layer can be explained");
    return ExitCode.DONE;
  }

  /** What depends on shapes is found out where the model says them. */
  private static Map<String, Shape> shapes(LoadedModel loaded) {
    return loaded.inputs().stream().allMatch(ModelInput::isFixed)
        ? DeepLift.builder(loaded.network())
            .build()
            .shapes(loaded.inputs().stream().map(ModelInput::fixedShape).toList())
        : Map.of();
  }

  private void requireNone(List<LayerOutline> refused, int layers) {
    if (!refused.isEmpty()) {
      throw new RefusedException(
          ExitCode.UNSUPPORTED_MODEL,
          "%s: %d of %d layers cannot be explained: %s"
              .formatted(
                  model.path(),
                  refused.size(),
                  layers,
                  refused.stream()
                      .map(outline -> outline.layer() + ": " + outline.refusal())
                      .collect(Collectors.joining("; "))));
    }
  }
}
