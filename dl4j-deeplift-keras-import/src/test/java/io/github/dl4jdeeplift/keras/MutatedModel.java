package io.github.dl4jdeeplift.keras;

import io.jhdf.HdfFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Kinds of files, and in which of their bytes something is changed at random. */
enum MutatedModel {
  /** A whole model of Keras 1 in HDF5. */
  KERAS_1("keras1/tensorflow/convolution1d_strided/model.h5", "model_weights/") {
    @Override
    List<String> paths() {
      return List.of(
          "convolution1d_5/convolution1d_5_W:0",
          "convolution1d_5/convolution1d_5_b:0",
          "dense_17/dense_17_W:0",
          "dense_17/dense_17_b:0");
    }
  },
  /** A whole model of Keras 2 in HDF5. */
  KERAS_2("keras2/conv1d_relu/model.h5", "model_weights/"),
  /** A whole model of Keras 3 in HDF5. */
  KERAS_3("keras3/conv1d_relu/model.h5", "model_weights/") {
    @Override
    List<String> paths() {
      return List.of(
          "conv1d/conv1d_relu/conv1d/kernel",
          "conv1d/conv1d_relu/conv1d/bias",
          "dense/conv1d_relu/dense/kernel",
          "dense/conv1d_relu/dense/bias");
    }
  },
  /** A zip archive of Keras 3, as its bytes lie. */
  ARCHIVE("keras3/conv1d_relu/model.keras", "") {
    @Override
    List<String> paths() {
      return TREE;
    }

    /** Keras does not compress: the parts lie in the changed file where the intact one has them. */
    @Override
    Evaluation truth(byte[] mutated) throws IOException {
      Map<String, byte[]> entries = entries(bytes());
      byte[] weights = entries.get(WEIGHTS);
      byte[] json = samePlace(mutated, entries.get(CONFIGURATION));
      return evaluator(
          new String(json, StandardCharsets.UTF_8), samePlace(mutated, weights), weights);
    }

    private byte[] samePlace(byte[] mutated, byte[] part) throws IOException {
      String whole = new String(bytes(), StandardCharsets.ISO_8859_1);
      int start = whole.indexOf(new String(part, StandardCharsets.ISO_8859_1));
      return Arrays.copyOfRange(mutated, start, start + part.length);
    }
  },
  /** The same, changed inside of the configuration and zipped again. */
  ARCHIVED_CONFIGURATION("keras3/conv1d_relu/model.keras", "") {
    @Override
    List<String> paths() {
      return TREE;
    }

    @Override
    byte[] mutate(byte[] intact, Random random) throws IOException {
      return rezipped(intact, CONFIGURATION, random);
    }
  },
  /** The same, changed inside of the weights and zipped again. */
  ARCHIVED_WEIGHTS("keras3/conv1d_relu/model.keras", "") {
    @Override
    List<String> paths() {
      return TREE;
    }

    @Override
    byte[] mutate(byte[] intact, Random random) throws IOException {
      return rezipped(intact, WEIGHTS, random);
    }
  },
  /** A whole model of Keras 2 with two inputs and a layer that is called on both. */
  SHARED("keras-structure/keras2/shared_convolution/model.h5", "model_weights/") {
    @Override
    List<String> paths() {
      return List.of(
          "conv/conv/kernel:0", "conv/conv/bias:0", "head/head/kernel:0", "head/head/bias:0");
    }

    @Override
    Evaluation evaluator(String json, SequentialEvaluator.Weights weights) throws IOException {
      return new GraphEvaluator(json, weights, List.of("conv", "head"));
    }
  },
  /** A whole model of Keras 2 with a model inside. */
  NESTED("keras-structure/keras2/nested_functional/model.h5", "model_weights/") {
    @Override
    List<String> paths() {
      return List.of(
          "inner/conv/kernel:0", "inner/conv/bias:0", "head/head/kernel:0", "head/head/bias:0");
    }

    @Override
    Evaluation evaluator(String json, SequentialEvaluator.Weights weights) throws IOException {
      return new GraphEvaluator(json, weights, List.of("conv", "head"));
    }
  },
  /** A whole model of Keras 2 whose kernels of each place are one row of numbers. */
  LOCAL("keras2/locally_connected1d_3_same/model.h5", "model_weights/") {
    @Override
    List<String> paths() {
      return List.of(
          "locally_connected1d/locally_connected1d/kernel:0",
          "locally_connected1d/locally_connected1d/bias:0",
          "dense/dense/kernel:0",
          "dense/dense/bias:0");
    }
  },
  /** A whole model of Keras 2 with channels first. */
  CHANNELS_FIRST("keras2/channels_first_conv1d/model.h5", "model_weights/"),
  /** A whole model of Keras 1 on Theano with channels first, whose windows reach over the ends. */
  THEANO("keras1/theano/th_same_3x2_2_1/model.h5", "model_weights/") {
    @Override
    List<String> paths() {
      return List.of(
          "convolution2d_17/convolution2d_17_W",
          "convolution2d_17/convolution2d_17_b",
          "dense_52/dense_52_W",
          "dense_52/dense_52_b");
    }

    @Override
    Evaluation evaluator(String json, SequentialEvaluator.Weights weights) throws IOException {
      return new OldEvaluator(json, weights);
    }
  },
  /** A Sequential model of Keras 1 that merges two. */
  MERGED("keras1/tensorflow/merged_models/model.h5", "model_weights/") {
    @Override
    List<String> paths() {
      return Stream.of("convolution1d_2", "convolution1d_3", "dense_16", "dense_17")
          .flatMap(name -> Stream.of("_W:0", "_b:0").map(end -> name + "/" + name + end))
          .toList();
    }

    @Override
    Evaluation evaluator(String json, SequentialEvaluator.Weights weights) throws IOException {
      return new OldEvaluator(json, weights);
    }
  },
  /** A whole model of Keras 2 whose weights are compressed in parts. */
  COMPRESSED("stored/shuffled.h5", "model_weights/") {
    @Override
    Path folder() {
      return Path.of("src/test/resources/keras2/conv1d_relu");
    }
  },
  /** A whole model of Keras 2 whose weights are big-endian. */
  BIG_ENDIAN("stored/big_endian.h5", "model_weights/") {
    @Override
    Path folder() {
      return Path.of("src/test/resources/keras2/conv1d_relu");
    }
  },
  /** A configuration in JSON beside its weights. */
  JSON("keras2/conv1d_same/model.json", "") {
    @Override
    ComputationGraph load(Path file) {
      return KerasModels.load(file, Fixtures.file("conv1d_same", "weights.h5"));
    }

    @Override
    byte[] mutate(byte[] intact, Random random) {
      return Mutation.ofText(intact, random);
    }

    @Override
    Evaluation truth(byte[] mutated) throws IOException {
      byte[] weights = Files.readAllBytes(Fixtures.file("conv1d_same", "weights.h5"));
      return evaluator(new String(mutated, StandardCharsets.UTF_8), weights, weights);
    }
  };

  private static final String CONFIGURATION = "config.json";
  private static final String WEIGHTS = "model.weights.h5";
  private static final List<String> TREE =
      List.of(
          "layers/conv1d/vars/0",
          "layers/conv1d/vars/1",
          "layers/dense/vars/0",
          "layers/dense/vars/1");

  private final Path intact;
  private final String root;

  MutatedModel(String intact, String root) {
    this.intact = Path.of("src/test/resources").resolve(intact);
    this.root = root;
  }

  /** Returns where the intact file has the arrays, kernels and biases in turn. */
  List<String> paths() {
    return List.of(
        "conv1d/conv1d/kernel:0",
        "conv1d/conv1d/bias:0",
        "dense/dense/kernel:0",
        "dense/dense/bias:0");
  }

  /** Returns the folder with the network's inputs. */
  Path folder() {
    return intact.getParent();
  }

  /** Returns the intact file. */
  byte[] bytes() throws IOException {
    return Files.readAllBytes(intact);
  }

  /** Loads a changed file. */
  ComputationGraph load(Path file) {
    return KerasModels.load(file);
  }

  /** Returns the evaluation of what a changed file says. */
  Evaluation truth(byte[] mutated) throws IOException {
    if (mutated[0] == 'P') {
      byte[] weights = entries(mutated).get(WEIGHTS);
      String json = new String(entries(mutated).get(CONFIGURATION), StandardCharsets.UTF_8);
      return evaluator(json, weights, entries(bytes()).get(WEIGHTS));
    }
    String text = new String(mutated, StandardCharsets.ISO_8859_1);
    return evaluator(text.substring(text.indexOf("{\"class_name\"")), mutated, bytes());
  }

  /** The intact file says where arrays lie; their numbers are those of the changed one. */
  Evaluation evaluator(String json, byte[] weights, byte[] intactWeights) throws IOException {
    try (HdfFile file = HdfFile.fromBytes(intactWeights)) {
      double[][] values =
          paths().stream()
              .map(path -> file.getDatasetByPath("/" + root + path))
              .map(array -> StoredNumbers.of(array, intactWeights, weights))
              .toArray(double[][]::new);
      return evaluator(json, (layer, array) -> values[2 * layer + array]);
    }
  }

  /** Returns the evaluation of a configuration with its weights. */
  Evaluation evaluator(String json, SequentialEvaluator.Weights weights) throws IOException {
    return new SequentialEvaluator(json, weights);
  }

  /** Returns the file with one to three changes. */
  byte[] mutate(byte[] intact, Random random) throws IOException {
    return Mutation.of(intact, random);
  }

  private static byte[] changed(String name, byte[] intact, Random random) {
    return name.equals(CONFIGURATION)
        ? Mutation.ofText(intact, random)
        : Mutation.of(intact, random);
  }

  private static byte[] rezipped(byte[] archive, String name, Random random) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries(archive).entrySet()) {
        boolean here = entry.getKey().equals(name);
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(here ? changed(name, entry.getValue(), random) : entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static Map<String, byte[]> entries(byte[] archive) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }
}
