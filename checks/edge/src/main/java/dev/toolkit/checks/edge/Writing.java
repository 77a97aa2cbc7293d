package dev.toolkit.checks.edge;

import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/** Writes the body of a streamed response into a sink: a JavaScript function. */
@JSFunctor
public interface Writing extends JSObject {

  /** Writes all bytes. */
  void writeTo(Sink sink);
}
