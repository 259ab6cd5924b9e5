package io.github.dl4jdeeplift.network;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs Deeplearning4j's passes in a thread of their own where the caller has a workspace open, as
 * training listeners do: {@code output()} refuses to run there.
 */
final class OwnThread {
  private OwnThread() {}

  static <T> T call(Supplier<T> pass) {
    if (!Nd4j.getWorkspaceManager().anyWorkspaceActiveForCurrentThread()) {
      return pass.get();
    }
    FutureTask<T> task = new FutureTask<>(pass::get);
    new Thread(task, "deeplift-output").start();
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the network ran", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("the network could not be run", e.getCause());
    }
  }
}
