package dev.toolkit.checks.edge;

import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/** Answers requests: a JavaScript function. */
@JSFunctor
public interface Answering extends JSObject {

  /** Returns the answer to a request. */
  Answer answer(Received received);
}
