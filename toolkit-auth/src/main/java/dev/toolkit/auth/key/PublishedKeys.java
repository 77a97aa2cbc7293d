package dev.toolkit.auth.key;

import dev.toolkit.auth.AuthException;
import dev.toolkit.auth.AuthException.Code;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets a key set over HTTP: bounded in time and size, and from nowhere but its URI. */
final class PublishedKeys implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteKeySet.class);

  static final int MAX_BYTES = 256 * 1024;
  private static final int MAX_LOGGED_KEYS = 5;
  private static final Duration MIN_AGE = Duration.ofMinutes(1);
  private static final Duration MAX_AGE = Duration.ofHours(24);
  private static final Duration DEFAULT_AGE = Duration.ofMinutes(15);

  /** A key set and how long it is fresh. */
  record Answer(KeySet keys, Duration maxAge) {}

  private final URI uri;
  private final List<Algorithm> allowed;
  private final Duration timeout;
  private final HttpClient client;

  PublishedKeys(URI uri, List<Algorithm> allowed, Duration connectTimeout, Duration timeout) {
    this.uri = uri;
    this.allowed = allowed;
    this.timeout = timeout;
    // A redirect could lead anywhere, also to an address that only this machine can reach.
    this.client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connectTimeout)
            .build();
  }

  /**
   * Gets the key set, blocking no longer than the time limit.
   *
   * @throws AuthException with code {@code PROVIDER} if that fails, or with that of the fault in
   *     the key set
   */
  Answer get() throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(timeout)
            .header("Accept", "application/jwk-set+json, application/json")
            .build();
    HttpResponse<byte[]> response = send(request);
    if (response.statusCode() != 200) {
      throw failed("status " + response.statusCode(), null);
    }
    return new Answer(keys(response.body()), maxAge(response));
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> exchange =
        client.sendAsync(request, info -> new LimitedBody());
    try {
      // The request's own limit ends with the headers; this one includes a body that drips.
      return exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw failed(String.valueOf(e.getCause()), e.getCause());
    } catch (TimeoutException e) {
      exchange.cancel(true);
      throw failed("no answer within " + timeout.toMillis() + " ms", null);
    }
  }

  private KeySet keys(byte[] json) {
    int[] leftOut = {0};
    try {
      return KeySet.parsePublished(
          json,
          allowed,
          reason -> {
            if (leftOut[0]++ < MAX_LOGGED_KEYS) {
              LOG.warn("Key set {} has a key that is left out: {}", uri, reason);
            }
          });
    } catch (AuthException e) {
      throw failed(String.valueOf(e.getMessage()), e);
    }
  }

  private AuthException failed(String what, @Nullable Throwable cause) {
    return new AuthException(Code.PROVIDER, "Key set " + uri + " cannot be used: " + what, cause);
  }

  private static Duration maxAge(HttpResponse<?> response) {
    Duration age = DEFAULT_AGE;
    for (String field : response.headers().allValues("Cache-Control")) {
      for (String directive : field.toLowerCase(Locale.ROOT).split(",", -1)) {
        age = maxAge(directive.strip(), age);
      }
    }
    return age.compareTo(MIN_AGE) < 0 ? MIN_AGE : age.compareTo(MAX_AGE) > 0 ? MAX_AGE : age;
  }

  private static Duration maxAge(String directive, Duration age) {
    if (directive.equals("no-store") || directive.equals("no-cache")) {
      return Duration.ZERO;
    }
    String prefix = "max-age=";
    if (age.isZero() || !directive.startsWith(prefix)) {
      return age;
    }
    try {
      return Duration.ofSeconds(
          Math.min(Long.parseLong(directive.substring(prefix.length())), 86_400));
    } catch (NumberFormatException e) {
      return age;
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  /** Collects a body and gives up as soon as it is too long. */
  private static final class LimitedBody implements BodySubscriber<byte[]> {
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Flow.@Nullable Subscription subscription;

    @Override
    public CompletionStage<byte[]> getBody() {
      return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      this.subscription = subscription;
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        if (bytes.size() + buffer.remaining() > MAX_BYTES) {
          cancel();
          return;
        }
        byte[] part = new byte[buffer.remaining()];
        buffer.get(part);
        bytes.write(part, 0, part.length);
      }
    }

    private void cancel() {
      if (subscription != null) {
        subscription.cancel();
      }
      body.completeExceptionally(new IOException("answer longer than " + MAX_BYTES + " bytes"));
    }

    @Override
    public void onError(Throwable failure) {
      body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      body.complete(bytes.toByteArray());
    }
  }
}
