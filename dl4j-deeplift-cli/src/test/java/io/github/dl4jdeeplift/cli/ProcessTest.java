package io.github.dl4jdeeplift.cli;

import static io.github.dl4jdeeplift.cli.TestFiles.SAMPLE_NETWORK;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own: what libraries and the JVM print must not be seen. */
class ProcessTest {
  @TempDir private Path folder;

  private CommandRun run(Object... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    Arrays.stream(arguments).map(String::valueOf).forEach(command::add);
    Path out = folder.resolve("stdout");
    Path err = folder.resolve("stderr");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    int exitCode = process.waitFor();
    return new CommandRun(
        exitCode,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  @Test
  void success_leavesStderrEmpty() throws IOException, InterruptedException {
    Path output = folder.resolve("out.npz");

    CommandRun run =
        run(
            "explain",
            "--model",
            SAMPLE_NETWORK,
            "--fasta",
            TestFiles.sequences(folder, 2),
            "--output",
            output);

    assertThat(run.requireDone().out().lines()).hasSize(3);
    assertThat(NpzContent.of(output)).containsKey("contributions");
  }

  @Test
  void refusal_isOneLineAndAnExitCode() throws IOException, InterruptedException {
    run(
            "explain",
            "--model",
            SAMPLE_NETWORK,
            "--fasta",
            TestFiles.sequences(folder, 1),
            "--target",
            "-1",
            "--output",
            folder.resolve("out.npz"))
        .requireRefusal(2, "--target -1");
    run("inspect", "--model", TestFiles.keras("lstm_return_state", "model.h5"))
        .requireRefusal(3, "lstm");
  }
}
