package dev.toolkit.checks.edge;

import org.teavm.jso.JSByRef;
import org.teavm.jso.JSObject;

/** What the application needs from its runtime: a JavaScript object. */
public interface Platform extends JSObject {

  /** Returns the milliseconds since 1970-01-01T00:00:00Z. */
  double epochMillis();

  /** Returns a count of milliseconds, with fractions, that does not go back. */
  double monotonicMillis();

  /** Fills the array with random bytes. */
  void fillRandom(@JSByRef byte[] bytes);

  /** Writes an event, as a JSON object in one line. */
  void log(String level, String event);
}
