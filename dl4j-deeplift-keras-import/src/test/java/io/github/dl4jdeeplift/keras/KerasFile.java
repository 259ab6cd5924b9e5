package io.github.dl4jdeeplift.keras;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes small Keras files of any form, valid or not. */
final class KerasFile {
  private final Map<String, Map<String, Object>> weights = new LinkedHashMap<>();
  private String version = "2.3.1";
  private String backend = "tensorflow";
  private String suffix = ":0";

  /** Adds an array of a layer; arrays keep the order in which they are added. */
  KerasFile weight(String layer, String name, Object array) {
    weights.computeIfAbsent(layer, key -> new LinkedHashMap<>()).put(name, array);
    return this;
  }

  /** Adds a layer without weights. */
  KerasFile bare(String layer) {
    weights.putIfAbsent(layer, new LinkedHashMap<>());
    return this;
  }

  KerasFile version(String text) {
    version = text;
    return this;
  }

  /** Theano names arrays without an output number. */
  KerasFile theano() {
    backend = "theano";
    suffix = "";
    return this;
  }

  /** Writes the whole model. */
  Path writeModel(Path folder, String config) {
    Path path = folder.resolve("model.h5");
    try (WritableHdfFile file = HdfFile.write(path)) {
      file.putAttribute("model_config", config);
      file.putAttribute("keras_version", version);
      file.putAttribute("backend", backend);
      writeWeights(file.putGroup("model_weights"));
    }
    return path;
  }

  /** Writes the weights alone. */
  Path writeWeights(Path folder) {
    Path path = folder.resolve("weights.h5");
    try (WritableHdfFile file = HdfFile.write(path)) {
      file.putAttribute("keras_version", version);
      file.putAttribute("backend", backend);
      writeWeights(file);
    }
    return path;
  }

  private void writeWeights(WritableGroup root) {
    if (weights.isEmpty()) {
      bare("layer_without_weights"); // the writer cannot write an empty list
    }
    root.putAttribute("layer_names", weights.keySet().toArray(String[]::new));
    weights.forEach((layer, arrays) -> writeLayer(root.putGroup(layer), layer, arrays));
  }

  private void writeLayer(WritableGroup group, String layer, Map<String, Object> arrays) {
    if (arrays.isEmpty()) {
      return;
    }
    String[] names =
        arrays.keySet().stream().map(name -> layer + "/" + name + suffix).toArray(String[]::new);
    group.putAttribute("weight_names", names);
    WritableGroup inner = group.putGroup(layer);
    arrays.forEach((name, array) -> inner.putDataset(name + suffix, array));
  }
}
