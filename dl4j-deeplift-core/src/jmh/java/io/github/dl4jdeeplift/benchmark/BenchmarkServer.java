package io.github.dl4jdeeplift.benchmark;

import io.github.dl4jdeeplift.NonlinearityRule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Times explanations on request, for {@code scripts/compare_peers.py}: one command a line on
 * standard input, one line of answer on standard output.
 *
 * <pre>
 * network NAME FOLDER        builds a network and writes its weights into a folder, as npy
 * data EXAMPLES REFERENCES   reads npy files: [n, ...], and [1, ...] or [n, references, ...]
 * prepare RULE TARGETS       makes ready to explain so many targets by a rule
 * explain RULE               runs once, and answers how many seconds it took
 * forward                    the same for the program's forward half
 * output                     the same for Deeplearning4j's own pass
 * save FILE                  writes the contributions of the last explain, [targets, n, ...]
 * </pre>
 */
public final class BenchmarkServer {
  private final Session session = new Session();

  private BenchmarkServer() {}

  /** Answers until the input ends. */
  public static void main(String[] arguments) throws IOException {
    BenchmarkServer server = new BenchmarkServer();
    PrintStream answers = System.out;
    System.setOut(System.err);
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      answers.println(server.answer(line.split(" ", -1)));
      answers.flush();
    }
  }

  private String answer(String[] command) {
    try {
      return run(command);
    } catch (RuntimeException | IOException failure) {
      return "error " + String.valueOf(failure).replace('\n', ' ');
    }
  }

  private String run(String[] command) throws IOException {
    switch (command[0]) {
      case "network" -> session.build(BenchmarkNetwork.valueOf(command[1]), Path.of(command[2]));
      case "data" -> session.read(Path.of(command[1]), Path.of(command[2]));
      case "prepare" ->
          session.prepare(NonlinearityRule.valueOf(command[1]), Integer.parseInt(command[2]));
      case "save" -> session.save(Path.of(command[1]));
      case "explain" -> {
        return seconds(() -> session.explain(NonlinearityRule.valueOf(command[1])));
      }
      case "forward" -> {
        return seconds(session::forward);
      }
      case "output" -> {
        return seconds(session::output);
      }
      default -> throw new IllegalArgumentException("no command '" + command[0] + "'");
    }
    return "ok";
  }

  private static String seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return Double.toString((System.nanoTime() - start) * 1e-9);
  }
}
