package io.github.dl4jdeeplift.genomics.file;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;

/** The files made by scripts/make_npy_fixtures.py with real NumPy. */
final class Fixtures {
  private Fixtures() {}

  static Path fixture(String name) {
    URL url = Fixtures.class.getResource(name);
    if (url == null) {
      throw new AssertionError("no fixture " + name + ": run scripts/make_npy_fixtures.py");
    }
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
