package dev.toolkit.server;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.hpack.HpackDecoder;
import org.eclipse.jetty.http2.hpack.HpackException;

/** A connection of HTTP/2 that sends any frames and reads what comes: RFC 9113. */
final class Http2Client implements AutoCloseable {

  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;

  static final int END_STREAM = 1;
  static final int ACK = 1;
  static final int END_HEADERS = 4;

  static final int REFUSED_STREAM = 7;
  static final int ENHANCE_YOUR_CALM = 11;

  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  /**
   * A frame as it came: RFC 9113, section 4.1.
   *
   * @param payload what follows the nine bytes of its head
   */
  record Frame(int type, int flags, int stream, byte[] payload) {

    boolean isEnd() {
      return (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
    }

    /** Returns the error code of RST_STREAM and GOAWAY. */
    int code() {
      return ByteBuffer.wrap(payload).getInt(type == GOAWAY ? 4 : 0);
    }
  }

  private final Socket socket;
  private final DataInputStream in;
  private final HpackDecoder hpack = new HpackDecoder(64 * 1024, System::nanoTime);

  private Http2Client(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    socket.setSoTimeout(20_000);
    socket.setTcpNoDelay(true);
  }

  /** Begins to speak HTTP/2 at once, without TLS. */
  static Http2Client connect(int port) throws IOException {
    return over(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  static Http2Client over(Socket socket) throws IOException {
    var client = new Http2Client(socket);
    client.sendBytes(PREFACE.getBytes(StandardCharsets.US_ASCII));
    return client.send(SETTINGS, 0, 0);
  }

  Http2Client sendBytes(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  Http2Client send(int type, int flags, int stream, byte... payload) throws IOException {
    return sendBytes(frame(type, flags, stream, payload));
  }

  static byte[] frame(int type, int flags, int stream, byte... payload) {
    return ByteBuffer.allocate(9 + payload.length)
        .putShort((short) (payload.length >> 8))
        .put((byte) payload.length)
        .put((byte) type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  /** Sends the headers of a request with more to come. */
  Http2Client open(int stream, String method, String path, String... fields) throws IOException {
    return send(HEADERS, END_HEADERS, stream, request(method, path, fields));
  }

  /** Sends a whole request without a body. */
  Http2Client get(int stream, String path, String... fields) throws IOException {
    return send(HEADERS, END_HEADERS | END_STREAM, stream, request("GET", path, fields));
  }

  Http2Client data(int stream, int flags, String text) throws IOException {
    return send(DATA, flags, stream, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Returns the header block of a request to {@code localhost}. */
  static byte[] request(String method, String path, String... fields) {
    List<String> all = new ArrayList<>();
    all.addAll(List.of(":method", method, ":scheme", "http", ":path", path));
    all.addAll(List.of(":authority", "localhost"));
    all.addAll(List.of(fields));
    return block(all.toArray(new String[0]));
  }

  /** Returns a header block of names and values, as literals: RFC 7541, section 6.2.2. */
  static byte[] block(String... fields) {
    var block = new ByteArrayOutputStream();
    for (int i = 0; i < fields.length; i += 2) {
      block.write(0);
      literal(block, fields[i]);
      literal(block, fields[i + 1]);
    }
    return block.toByteArray();
  }

  private static void literal(ByteArrayOutputStream block, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    // The length is a number with a prefix of seven bits: RFC 7541, section 5.1.
    int length = bytes.length;
    if (length < 127) {
      block.write(length);
    } else {
      block.write(127);
      for (length -= 127; length >= 128; length >>= 7) {
        block.write(length & 127 | 128);
      }
      block.write(length);
    }
    block.writeBytes(bytes);
  }

  /** Reads the next frame, and answers those that a client has to answer. */
  Frame read() throws IOException {
    Frame frame = readAsIs();
    if (frame.type == SETTINGS && (frame.flags & ACK) == 0) {
      send(SETTINGS, ACK, 0);
    }
    return frame;
  }

  private Frame readAsIs() throws IOException {
    int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    int stream = in.readInt();
    byte[] payload = in.readNBytes(length);
    if (payload.length < length) {
      throw new EOFException("Connection closed in a frame");
    }
    return new Frame(type, flags, stream, payload);
  }

  /** Reads over frames up to one of a type. */
  Frame await(int type) throws IOException {
    Frame frame = read();
    while (frame.type != type) {
      frame = read();
    }
    return frame;
  }

  /** Reads the response on a stream, and gives the server room to send more. */
  RawResponse response(int stream) throws IOException {
    List<String> head = new ArrayList<>();
    var body = new ByteArrayOutputStream();
    while (true) {
      Frame frame = read();
      if (frame.type == GOAWAY && frame.code() != 0) {
        throw new IOException("Connection ended by the server: " + frame.code());
      }
      if (frame.type == HEADERS) {
        List<String> lines = lines(frame.payload);
        if (frame.stream == stream) {
          head = lines;
        }
      } else if (frame.type == DATA && frame.stream == stream) {
        body.writeBytes(frame.payload);
        giveRoom(0, frame.payload.length);
        giveRoom(stream, frame.payload.length);
      }
      if (frame.stream == stream && (frame.isEnd() || frame.type == RST_STREAM)) {
        return new RawResponse(head, body.toByteArray(), frame.isEnd());
      }
    }
  }

  private void giveRoom(int stream, int bytes) throws IOException {
    if (bytes > 0) {
      send(WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(bytes).array());
    }
  }

  private List<String> lines(byte[] block) throws IOException {
    try {
      var response = (MetaData.Response) hpack.decode(ByteBuffer.wrap(block));
      List<String> lines = new ArrayList<>();
      lines.add("HTTP/2 " + response.getStatus());
      for (HttpField field : response.getHttpFields()) {
        lines.add(field.getName() + ": " + field.getValue());
      }
      return lines;
    } catch (HpackException.SessionException | HpackException.StreamException e) {
      throw new IOException(e);
    }
  }

  /** Returns the error code by which the server ends the connection. */
  int awaitGoAway() throws IOException {
    return await(GOAWAY).code();
  }

  /**
   * Returns the error code by which the server ends the connection, or -1 if it is closed before
   * that was read: what was not read from a client lets its system drop what it was sent.
   */
  int awaitEnd() {
    try {
      return awaitGoAway();
    } catch (IOException cut) {
      return isClosedByServer() ? -1 : 0;
    }
  }

  /** Returns whether the server closes the connection, whatever it sends before. */
  boolean isClosedByServer() {
    try {
      while (true) {
        read();
      }
    } catch (java.net.SocketTimeoutException open) {
      return false;
    } catch (IOException closed) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
