package io.github.dl4jdeeplift.cli;

import static io.github.dl4jdeeplift.cli.TestFiles.SAMPLE_NETWORK;
import static io.github.dl4jdeeplift.cli.TestFiles.SAMPLE_SEQUENCES;
import static io.github.dl4jdeeplift.cli.TestFiles.keras;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --report}. */
class ReportTest {
  @TempDir private Path folder;

  private Path report(Object... arguments) {
    Path report = folder.resolve("report");
    Stream<Object> options =
        Stream.of("explain", "--output", folder.resolve("out.npz"), "--report", report);
    CommandRun.of(Stream.concat(options, Stream.of(arguments)).toArray()).requireDone();
    return report;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void sequences_areDrawnAsLogosWithTheirPlantedMotifs() throws IOException {
    Path report = report("--model", SAMPLE_NETWORK, "--fasta", TestFiles.sequences(folder, 2));

    assertThat(names(report))
        .containsExactly("0000.png", "0000.svg", "0001.png", "0001.svg", "index.html");
    String logo = Files.readString(report.resolve("0000.svg"));
    assertThat(logo).contains("DeepLIFT", "gradient × input", "CAGATG", "GATA");
    BufferedImage image = ImageIO.read(report.resolve("0000.png").toFile());
    assertThat(image.getWidth()).isGreaterThan(500);
    String page = Files.readString(report.resolve("index.html"));
    assertThat(page)
        .contains("positive_001", "negative_001", "label=1 CAGATG=31-42", "src=\"0001.svg\"")
        .contains("output:0", "dinucleotide-shuffle:20 (seed 0)", "deeplift explain")
        .doesNotContain("http:", "https:");
    assertThat(names(folder)).containsExactly("out.npz", "report", "sequences-2.fa");
  }

  @Test
  void hundredExamples_areDrawnAtMost() throws IOException {
    Path report =
        report("--model", SAMPLE_NETWORK, "--fasta", SAMPLE_SEQUENCES, "--reference", "zeros");

    assertThat(names(report)).hasSize(201).contains("0099.svg").doesNotContain("0100.svg");
    assertThat(Files.readString(report.resolve("index.html"))).contains("The first 100 of 200");
  }

  @Test
  void formerReport_isReplacedAndOtherFilesAreLeft() throws IOException {
    report("--model", SAMPLE_NETWORK, "--fasta", TestFiles.sequences(folder, 3));
    Path notes = TestFiles.text(folder.resolve("report"), "notes.txt", "mine");

    Path report = report("--model", SAMPLE_NETWORK, "--fasta", TestFiles.sequences(folder, 1));

    assertThat(names(report)).containsExactly("0000.png", "0000.svg", "index.html", "notes.txt");
    assertThat(notes).hasContent("mine");
  }

  @Test
  void namesOfRecords_areEscaped() throws IOException {
    Path sequences =
        TestFiles.text(folder, "x.fa", ">a<b>&\"c' <script>alert(1)</script>\n" + "A".repeat(200));

    Path report = report("--model", SAMPLE_NETWORK, "--fasta", sequences, "--reference", "uniform");

    assertThat(Files.readString(report.resolve("index.html")))
        .contains("a&lt;b&gt;&amp;&quot;c&#39;", "&lt;script&gt;")
        .doesNotContain("<script>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"conv2d_same", "conv1d_same", "dense_relu"})
  void otherInputs_areDrawnAsHeatMaps(String network) throws IOException {
    Path report =
        report(
            "--model",
            keras(network, "model.h5"),
            "--input",
            keras(network, "input.npy"),
            "--target",
            "all");

    assertThat(names(report)).contains("0000.png", "0000.svg", "index.html");
    assertThat(Files.readString(report.resolve("0000.svg"))).contains("contribution");
  }
}
