package dev.toolkit.core.http;

import dev.toolkit.core.http.PercentEncoding.MalformedException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Splits a stream at its boundaries:
 *
 * <pre>
 * [ preamble CRLF ] "--" boundary *WS CRLF
 *   headers CRLF content CRLF "--" boundary *WS CRLF
 *   headers CRLF content CRLF "--" boundary "--" …
 * </pre>
 */
final class MultipartParser {

  /*
   * One buffer holds what was read and not taken yet. The stream is searched for CRLF "--" boundary:
   * content may be taken up to the first CR that can still begin one. A boundary has no CR, so a
   * failed comparison never has to look again at what it has compared, and the search is linear in
   * the input, whatever a client puts into it. To find a boundary at the very start in the same
   * way, the buffer begins with a CRLF of our own.
   */

  private static final int BUFFER_BYTES = 8 * 1024;

  private final InputStream in;
  private final MultipartLimits limits;
  private final byte[] delimiter;
  private final byte[] buffer;
  private int start;
  private int end;

  /** Whether what is at the start is content, or a delimiter that follows it. */
  private boolean atDelimiter;

  private boolean ended;

  MultipartParser(InputStream in, String boundary, MultipartLimits limits) {
    this.in = in;
    this.limits = limits;
    this.delimiter = TextCoder.utf8("\r\n--" + boundary);
    this.buffer = new byte[Math.max(BUFFER_BYTES, limits.maxHeaderBytes + 2)];
    buffer[end++] = '\r';
    buffer[end++] = '\n';
  }

  /** Skips to the next delimiter and past it; returns false if it is the last one. */
  boolean nextPart() {
    if (ended) {
      return false;
    }
    int available = content();
    while (available > 0) {
      start += available;
      available = content();
    }
    start += delimiter.length;
    atDelimiter = false;
    require(2);
    if (buffer[start] == '-' && buffer[start + 1] == '-') {
      ended = true;
      return false;
    }
    while (buffer[start] == ' ' || buffer[start] == '\t') {
      start++;
      require(2);
    }
    if (buffer[start] != '\r' || buffer[start + 1] != '\n') {
      throw malformed("a boundary is not followed by a line end");
    }
    start += 2;
    return true;
  }

  /**
   * Returns how many bytes of content are in the buffer from its start, after reading more if it
   * has to; 0 at the delimiter.
   */
  int content() {
    while (!atDelimiter) {
      int count = contentLength();
      if (count > 0) {
        return count;
      }
      if (!atDelimiter) {
        fill();
      }
    }
    return 0;
  }

  /** Returns the number of bytes before what is, or may become, a delimiter. */
  private int contentLength() {
    for (int i = start; i < end; i++) {
      if (buffer[i] != '\r') {
        continue;
      }
      int matched = 1;
      while (matched < delimiter.length
          && i + matched < end
          && buffer[i + matched] == delimiter[matched]) {
        matched++;
      }
      if (matched == delimiter.length || i + matched == end) {
        atDelimiter = i == start && matched == delimiter.length;
        return i - start;
      }
    }
    return end - start;
  }

  /** Takes content into the target; the caller has asked {@link #content} how much is there. */
  void take(byte[] target, int offset, int length) {
    System.arraycopy(buffer, start, target, offset, length);
    start += length;
  }

  void skip(int length) {
    start += length;
  }

  /** Reads the headers of a part, and the empty line after them. */
  PartHeaders readHeaders() {
    var headers = new PartHeaders();
    int left = limits.maxHeaderBytes;
    while (true) {
      int length = lineLength(left);
      if (length == 0) {
        start += 2;
        return headers;
      }
      addHeader(headers, length);
      start += length + 2;
      left -= length + 2;
    }
  }

  private void addHeader(PartHeaders headers, int length) {
    try {
      headers.add(Utf8.decode(buffer, start, start + length));
    } catch (MalformedException e) {
      throw malformed("a header is not UTF-8");
    } catch (IllegalArgumentException e) {
      throw malformed("a header of a part is not as RFC 7578 says");
    }
  }

  /** Returns the length of the line at the start, after reading more if it has to. */
  private int lineLength(int most) {
    int at = 0;
    while (true) {
      for (; start + at + 1 < end; at++) {
        if (buffer[start + at] == '\r' && buffer[start + at + 1] == '\n') {
          return at;
        }
        if (at >= most) {
          throw Problem.of(413)
              .withDetail(
                  "Headers of a form's part exceed "
                      + limits.maxHeaderBytes
                      + " bytes (maxHeaderBytes)")
              .exception();
        }
      }
      fill();
    }
  }

  private void require(int count) {
    while (end - start < count) {
      fill();
    }
  }

  /** Reads more behind what is there. The buffer is larger than all that may have to stay in it. */
  private void fill() {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
    }
    try {
      int count = in.read(buffer, end, buffer.length - end);
      if (count < 0) {
        throw malformed("it ends before its last boundary");
      }
      end += count;
    } catch (IOException e) {
      throw RequestBody.unreadable(e);
    }
  }

  static ProblemException malformed(String what) {
    return Problem.of(400).withDetail("Form is malformed: " + what).exception();
  }
}
