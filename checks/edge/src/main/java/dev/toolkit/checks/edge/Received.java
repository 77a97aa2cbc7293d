package dev.toolkit.checks.edge;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSByRef;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;

/** A request as {@code worker.js} hands it in: a JavaScript object. */
public interface Received extends JSObject {

  /** Returns the method. */
  @JSProperty
  String getMethod();

  /** Returns path and query, percent-encoded. */
  @JSProperty
  String getTarget();

  /** Returns {@code http} or {@code https}. */
  @JSProperty
  String getScheme();

  /** Returns host and port. */
  @JSProperty
  String getHost();

  /** Returns the address of the client, if the runtime knows it. */
  @JSProperty
  @Nullable String getPeer();

  /** Returns the names of the header fields, each followed by its value. */
  @JSProperty
  String[] getFields();

  /** Returns the bytes of the body that were read. */
  @JSProperty
  @JSByRef
  byte[] getBody();

  /** Returns the number of bytes that the client says to send, or -1 if it does not say. */
  @JSProperty
  double getLength();

  /** Returns whether reading stopped before the end of the body. */
  @JSProperty
  boolean isCut();
}
