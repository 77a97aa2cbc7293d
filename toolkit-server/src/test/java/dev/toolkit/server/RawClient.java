package dev.toolkit.server;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A connection that sends whatever it is told and reads responses without forgiving anything. */
final class RawClient implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;

  private RawClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  static RawClient connect(int port) throws IOException {
    return new RawClient(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  static RawClient over(Socket socket) throws IOException {
    return new RawClient(socket);
  }

  /** Sends a text, each character as the byte of its code. */
  RawClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  RawClient sendHead(String... lines) throws IOException {
    return send(String.join("\r\n", lines) + "\r\n\r\n");
  }

  /** Tells the server that nothing more comes. */
  RawClient endSending() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Reads a response to a request other than HEAD. */
  RawResponse read() throws IOException {
    return read(true);
  }

  /** Reads a response to a HEAD request. */
  RawResponse readHead() throws IOException {
    return read(false);
  }

  private RawResponse read(boolean withBody) throws IOException {
    List<String> head = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      head.add(line);
    }
    var bare = new RawResponse(head, new byte[0], true);
    int status = bare.status();
    if (!withBody || status < 200 || status == 204 || status == 304) {
      return bare;
    }
    if (bare.header("Transfer-Encoding").equals("chunked")) {
      return chunked(head);
    }
    if (!bare.header("Content-Length").isEmpty()) {
      int length = Integer.parseInt(bare.header("Content-Length"));
      byte[] body = in.readNBytes(length);
      return new RawResponse(head, body, body.length == length);
    }
    return new RawResponse(head, in.readAllBytes(), true);
  }

  private RawResponse chunked(List<String> head) throws IOException {
    var body = new ByteArrayOutputStream();
    try {
      for (int size = chunkSize(); size > 0; size = chunkSize()) {
        byte[] chunk = in.readNBytes(size);
        body.write(chunk);
        if (chunk.length < size || !line().isEmpty()) {
          return new RawResponse(head, body.toByteArray(), false);
        }
      }
      return new RawResponse(head, body.toByteArray(), line().isEmpty());
    } catch (IOException cut) {
      return new RawResponse(head, body.toByteArray(), false);
    }
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\r'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("Connection closed after \"" + line + "\"");
      }
      line.append((char) c);
    }
    if (in.read() != '\n') {
      throw new IOException("CR without LF");
    }
    return line.toString();
  }

  /** Returns whether the server closes the connection without sending any more. */
  boolean isClosedByServer() {
    try {
      return in.read() < 0;
    } catch (java.net.SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  /** Returns whether the connection stays open and silent for as long as given. */
  boolean isSilentFor(int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      in.mark(1);
      in.read();
      in.reset();
      return false;
    } catch (java.net.SocketTimeoutException silent) {
      return true;
    } finally {
      socket.setSoTimeout(PATIENCE_MILLIS);
    }
  }

  /** Waits until the server has sent something, and leaves it to be read. */
  void awaitBytes() throws IOException {
    in.mark(1);
    if (in.read() < 0) {
      throw new EOFException("Connection closed");
    }
    in.reset();
  }

  /** Breaks the connection off, as a client does that crashes. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Closes the connection. What was not read makes the server see a reset. */
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
