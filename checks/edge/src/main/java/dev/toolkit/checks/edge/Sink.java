package dev.toolkit.checks.edge;

import org.teavm.jso.JSByRef;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/** Takes the bytes of a streamed response: a JavaScript function. */
@JSFunctor
public interface Sink extends JSObject {

  /** Takes bytes, which are not changed afterwards. */
  void accept(@JSByRef byte[] bytes);
}
