package dev.toolkit.checks.edge;

import dev.toolkit.checks.edge.lean.TextCoder;
import dev.toolkit.core.http.Body;
import dev.toolkit.core.http.Headers;
import dev.toolkit.core.http.Response;
import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSByRef;
import org.teavm.jso.JSObject;

/** A response as {@code worker.js} takes it: a JavaScript object. */
public abstract class Answer implements JSObject {

  static Answer of(Response response) {
    String[] fields = fields(response.headers());
    return switch (response.body()) {
      case Body.Empty empty -> empty(response.status(), fields);
      case Body.Bytes bytes -> bytes(response.status(), fields, bytes.bytes());
      case Body.Text text -> bytes(response.status(), fields, TextCoder.utf8(text.text()));
      case Body.Stream stream ->
          stream(response.status(), fields, sink -> SinkStream.write(stream, sink));
    };
  }

  private static String[] fields(Headers headers) {
    List<String> fields = new ArrayList<>();
    headers.forEach((name, value) -> {
      fields.add(name);
      fields.add(value);
    });
    return fields.toArray(new String[0]);
  }

  @JSBody(
      params = {"status", "fields"},
      script = "return {status: status, fields: fields, body: null, write: null};")
  private static native Answer empty(int status, String[] fields);

  @JSBody(
      params = {"status", "fields", "body"},
      script = "return {status: status, fields: fields, body: body, write: null};")
  private static native Answer bytes(int status, String[] fields, @JSByRef byte[] body);

  @JSBody(
      params = {"status", "fields", "write"},
      script = "return {status: status, fields: fields, body: null, write: write};")
  private static native Answer stream(int status, String[] fields, Writing write);
}
