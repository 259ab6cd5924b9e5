package io.github.dl4jdeeplift.keras;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models that are readable but not carried over, and configurations that Keras never wrote. */
class ModelRefusalTest {
  private static final String DENSE = "'units':1,'activation':'relu','use_bias':true";

  @TempDir private Path folder;

  private AbstractThrowableAssert<?, ?> assertUnsupported(KerasFile file, String config) {
    return assertThatThrownBy(() -> KerasModels.load(file.writeModel(folder, config)))
        .isInstanceOf(UnsupportedKerasModelException.class)
        .hasMessageContaining("model.h5");
  }

  private AbstractThrowableAssert<?, ?> assertInvalid(String config) {
    return assertThatThrownBy(() -> KerasModels.load(new KerasFile().writeModel(folder, config)))
        .isInstanceOf(UnreadableKerasFileException.class)
        .hasMessageContaining("model.h5");
  }

  @Test
  void load_refusesMaskedMeansOfEarlierVersions() {
    String config =
        new Config()
            .input("x", "[null,8,2]")
            .layer("Masking", "mask", "'mask_value':0.0", "x")
            .layer("GlobalAveragePooling1D", "it", "'data_format':'channels_last'", "mask")
            .functional("x", "it");

    assertUnsupported(new KerasFile().version("2.2.4-tf"), config)
        .hasMessageContainingAll("'it' (GlobalAveragePooling1D)", "a mask reaches it");
  }

  @Test
  void load_refusesMasksAtEachTimeStep() {
    String inner = "{'class_name':'Masking','config':{'name':'inner','mask_value':0.0}}";
    String config =
        new Config()
            .input("x", "[null,3,8,2]")
            .layer("TimeDistributed", "it", "'layer':" + inner, "x")
            .functional("x", "it");

    assertUnsupported(new KerasFile(), config)
        .hasMessageContainingAll("'it' (TimeDistributed)", "at each time step");
  }

  /** Bidirectional layers gave other values at masked steps before Keras 2.4. */
  @ParameterizedTest
  @CsvSource({"2.3.1", "2.2.4-tf", "1.2.2", "2.3.0-tf"})
  void load_refusesMasksOfEarlierVersions(String version) {
    String inner =
        "{'class_name':'SimpleRNN','config':{'name':'inner','units':1,'activation':'tanh',"
            + "'use_bias':false,'return_sequences':true}}";
    String config =
        new Config()
            .input("x", "[null,8,2]")
            .layer("Masking", "mask", "'mask_value':0.0", "x")
            .layer("Bidirectional", "it", "'merge_mode':'sum','layer':" + inner, "mask")
            .functional("x", "it");

    assertUnsupported(new KerasFile().version(version), config)
        .hasMessageContainingAll("'it' (Bidirectional)", "a mask reaches it", version);
  }

  /** Keras's unrolled loop sets other steps of a backward sequence to 0 than the masked ones. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Bidirectional | 'merge_mode':'ave','layer':{'class_name':'SimpleRNN','config':{%s}}",
        "SimpleRNN     | 'go_backwards':true,'zero_output_for_mask':true,%s"
      })
  void load_refusesMasksOfUnrolledBackwardSequences(String className, String options) {
    String inner =
        "'name':'inner','units':1,'activation':'tanh','use_bias':false,"
            + "'return_sequences':true,'unroll':true";
    String config =
        new Config()
            .input("x", "[null,8,2]")
            .layer("Masking", "mask", "'mask_value':0.0", "x")
            .layer(
                className,
                "it",
                options.formatted(
                    className.equals("SimpleRNN") ? inner.replace("'name':'inner',", "") : inner),
                "mask")
            .functional("x", "it");

    assertUnsupported(new KerasFile(), config)
        .hasMessageContainingAll("'it' (" + className + ")", "unroll=False");
  }

  private static String layer(String className, String options) {
    return new Config()
        .input("x", "[null,8,2]")
        .layer(className, "it", options, "x")
        .functional("x", "it");
  }

  @ParameterizedTest
  @CsvSource({"0.3.1, Keras 0.3.1", "4.1.0, Keras 4.1.0"})
  void load_refusesOtherVersions(String version, String named) {
    assertUnsupported(new KerasFile().version(version), layer("Flatten", ""))
        .hasMessageContaining("was saved by " + named);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Dense        | 'units':1,'activation':'maxout','use_bias':true    | 'maxout'",
        "Dense        | 'units':1,'activation':'relu','use_bias':true,'q':1 | [q]",
        "Activation   | 'activation':'glu'                                 | halves the channels",
        "GroupNormalization | 'axis':-1,'groups':3,'epsilon':0.1,'scale':true,'center':true | 3 groups",
        "RMSNormalization   | 'axis':1,'epsilon':0.1                        | Keras scales the last",
        "ConvLSTM1D   | 'filters':1                                        | has no rule",
        "RandomFlip   | 'mode':'vertical'                                  | build the model without",
        "LayerOfSomebody | 'q':1                                           | not known",
        "Activation   | 'activation':'relu','dtype':'float16'              | float16",
        "Activation   | 'activation':'relu','dtype':'mixed_float16'        | mixed_float16",
        "Flatten      | 'data_format':'rows_first'                         | rows_first",
        "Cropping1D   | 'cropping':[4,4]                                   | leaves nothing",
        "Permute      | 'dims':[1,1]                                       | dims [1, 1]",
        "Reshape      | 'target_shape':[5,-1]                              | [5, -1]",
        "Softmax      | 'axis':[1,2]                                       | [1, 2]",
        "MaxPooling2D | 'pool_size':[2,2],'strides':[2,2],'padding':'same' | 4 dimensions",
        "MaxPooling1D | 'pool_size':[9],'strides':[1],'padding':'valid'    | its input has 8",
        "Add          | ''                                                 | 1 inputs",
        "Bidirectional| 'layer':{'class_name':'Dense','config':{}}         | around Dense"
      })
  void load_namesLayerAndReason(String className, String options, String reason) {
    String config = layer(className, options.equals("''") ? "" : options);

    assertUnsupported(new KerasFile(), config)
        .hasMessageContainingAll("'it' (" + className + ")", reason);
  }

  @Test
  void load_namesEveryLayerOfAnUnknownClassAtOnce() {
    String config =
        new Config()
            .input("x", "[null,8,2]")
            .layer("ConvLSTM1D", "lstm", "'filters':3", "x")
            .layer("CategoryEncoding", "encoding", "", "lstm")
            .functional("x", "encoding");

    assertUnsupported(new KerasFile(), config)
        .hasMessageContainingAll(
            "'lstm' (ConvLSTM1D)", "'encoding' (CategoryEncoding)", "Supported are");
  }

  @Test
  void load_refusesWindowsBeyondTheEndsOfTheano() {
    String config = layer("MaxPooling1D", "'pool_size':[3],'strides':[1],'padding':'same'");

    assertUnsupported(new KerasFile().theano(), config)
        .hasMessageContainingAll("'it' (MaxPooling1D)", "'theano'");
  }

  @Test
  void load_refusesALayerThatAlwaysTrains() {
    String config = layer("Dropout", "'rate':0.5").replace("{}", "{\"training\":true}");

    assertUnsupported(new KerasFile(), config)
        .hasMessageContainingAll("'it' (Dropout)", "training=true");
  }

  @Test
  void load_refusesSomebodysOwnClass() {
    String config =
        layer("Flatten", "").replace("\"Flatten\",", "\"Flatten\",\"module\":\"lab.layers\",");

    assertUnsupported(new KerasFile(), config)
        .hasMessageContainingAll("'it' (Flatten)", "'lab.layers'");
  }

  @Test
  void load_refusesAModelOfAnotherKind() {
    assertUnsupported(new KerasFile(), "{\"class_name\":\"Mine\",\"config\":{}}")
        .hasMessageContaining("'Mine'");
  }

  @Test
  void load_refusesADictionaryOfInputs() {
    String config = layer("Flatten", "").replace("[[\"x\",0,0]]", "{\"a\":[\"x\",0,0]}");

    assertUnsupported(new KerasFile(), config).hasMessageContaining("dictionary");
  }

  @Test
  void load_refusesInputsOfDifferentShapes() {
    String config =
        new Config()
            .input("x", "[null,8,2]")
            .input("y", "[null,3,2]")
            .layer("Multiply", "product", "", "x", "y")
            .functional("x,y", "product");

    assertUnsupported(new KerasFile(), config)
        .hasMessageContainingAll("'product' (Multiply)", "(None, 8, 2)", "(None, 3, 2)");
  }

  @Test
  void load_refusesAnInputThatNoLayerTakes() {
    String config =
        new Config()
            .input("x", "[null,2]")
            .input("idle", "[null,2]")
            .layer("Flatten", "a", "", "x")
            .functional("x,idle", "a");

    assertUnsupported(new KerasFile(), config).hasMessageContaining("'idle' (InputLayer)");
  }

  @Test
  void load_refusesGapsBetweenSameWindows_whenTheLengthIsOpen() {
    String pooling =
        layer("MaxPooling1D", "'pool_size':[1],'strides':[3],'padding':'same'")
            .replace("[null,8,2]", "[null,null,2]");

    assertUnsupported(new KerasFile(), pooling)
        .hasMessageContainingAll("'it' (MaxPooling1D)", "longer than the windows", "'valid'");
  }

  @Test
  void load_refusesShapesBeyondAllMemory() {
    String config =
        new Config()
            .input("x", "[null,2000000000]")
            .layer("Dense", "it", DENSE.replace("1,", "2000000000,"), "x")
            .functional("x", "it");

    assertInvalid(config).hasMessageContainingAll("'it'", "0 are stored");
  }

  @Test
  void load_refusesAMissingOption() {
    assertInvalid(layer("Dense", "'activation':'relu','use_bias':true"))
        .hasMessageContainingAll("'it' (Dense)", "'units'", "not nothing");
  }

  @Test
  void load_refusesACircle() {
    String config =
        new Config()
            .input("x", "[null,2]")
            .layer("Add", "a", "", "x", "b")
            .layer("Flatten", "b", "", "a")
            .functional("x", "b");

    assertInvalid(config).hasMessageContaining("circle");
  }

  @Test
  void load_refusesALayerFromNowhere() {
    String config =
        new Config()
            .input("x", "[null,2]")
            .layer("Flatten", "a", "", "nowhere")
            .functional("x", "a");

    assertInvalid(config).hasMessageContainingAll("'a' (Flatten)", "'nowhere'");
  }

  @Test
  void load_refusesALayerThatLeadsNowhere() {
    String config =
        new Config()
            .input("x", "[null,2]")
            .layer("Flatten", "a", "", "x")
            .layer("Flatten", "b", "", "x")
            .functional("x", "a");

    assertInvalid(config).hasMessageContaining("'b' (Flatten) leads to no output");
  }
}
