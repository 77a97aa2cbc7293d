package dev.toolkit.core.jvm;

import static java.util.Objects.requireNonNull;

import dev.toolkit.core.Context;
import dev.toolkit.core.Routes;
import dev.toolkit.core.http.AcceptEncoding;
import dev.toolkit.core.http.ByteRanges;
import dev.toolkit.core.http.EntityTag;
import dev.toolkit.core.http.Headers;
import dev.toolkit.core.http.HttpDates;
import dev.toolkit.core.http.MediaType;
import dev.toolkit.core.http.Problem;
import dev.toolkit.core.http.Response;
import dev.toolkit.core.http.Validators;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Serves the files below a folder. It is declared as a group:
 *
 * {@snippet :
 * routes.group("/assets", StaticFiles.from(Path.of("public/assets"))
 *     .withPrecompressed()
 *     .withCacheControl("public, max-age=31536000, immutable"));
 * }
 *
 * <p>A file is sent with {@code Content-Type} by the ending of its name, {@code Last-Modified}, a
 * strong {@code ETag} of time and size, and {@code X-Content-Type-Options: nosniff}; conditional
 * requests and ranges are answered ({@link Validators}, {@link ByteRanges}).
 *
 * <p>The defaults: {@code Cache-Control: no-cache}, so that clients keep files and ask whether they
 * are current; {@code index.html} for a folder, whose path without its slash at the end is
 * redirected (but for the group's own, which is no path of it: {@code TrailingSlash.appending()});
 * no precompressed files; files and folders whose names begin with a dot are not there.
 *
 * <p>Nothing outside of the folder is ever sent. A path is refused, with 404 as if there were
 * nothing, if a segment of it is empty, is {@code .} or {@code ..}, or holds an encoded slash, a
 * backslash or a control character; if a symbolic link leads out of the folder; and, where the file
 * system does not tell upper from lower case, if it is not written as the file is. What is no
 * regular file is not there either. So each file has one path, and a group that protects a part of
 * them ({@code /assets/internal}) protects it.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class StaticFiles implements Consumer<Routes> {

  private static final String PARAMETER = "path";

  private final FolderTree folder;
  private final @Nullable String index;
  private final @Nullable String fallback;
  private final String cacheControl;
  private final Map<String, String> types;
  private final boolean isPrecompressed;

  private StaticFiles(Settings settings) {
    this.folder = settings.folder;
    this.index = settings.index;
    this.fallback = settings.fallback;
    this.cacheControl = settings.cacheControl;
    this.types = Map.copyOf(settings.types);
    this.isPrecompressed = settings.isPrecompressed;
  }

  /** What is copied when an option changes. */
  private static final class Settings {
    private FolderTree folder;
    private @Nullable String index = "index.html";
    private @Nullable String fallback;
    private String cacheControl = "no-cache";
    private Map<String, String> types = Map.of();
    private boolean isPrecompressed;

    Settings(FolderTree folder) {
      this.folder = folder;
    }

    Settings(StaticFiles files) {
      this.folder = files.folder;
      this.index = files.index;
      this.fallback = files.fallback;
      this.cacheControl = files.cacheControl;
      this.types = files.types;
      this.isPrecompressed = files.isPrecompressed;
    }
  }

  /**
   * Returns what serves a folder with the defaults. If the path is a symbolic link, the folder is
   * the one that it leads to now.
   *
   * @throws IllegalArgumentException if it is no folder, or cannot be read
   */
  public static StaticFiles from(Path folder) {
    return new StaticFiles(new Settings(FolderTree.of(requireNonNull(folder, "folder"))));
  }

  /** Returns this with another value of {@code Cache-Control}. */
  public StaticFiles withCacheControl(String value) {
    Headers.of("Cache-Control", value);
    var settings = new Settings(this);
    settings.cacheControl = value;
    return new StaticFiles(settings);
  }

  /** Returns this with another file that stands for its folder. */
  public StaticFiles withIndex(String name) {
    var settings = new Settings(this);
    settings.index = requireNonNull(name, "name");
    return new StaticFiles(settings);
  }

  /** Returns this without a file that stands for its folder: the paths of folders are 404. */
  public StaticFiles withoutIndex() {
    var settings = new Settings(this);
    settings.index = null;
    return new StaticFiles(settings);
  }

  /**
   * Returns this with a file, named from the folder on, that is sent where no other is there: for
   * applications that draw their pages in the browser. Paths whose last segment has a dot are 404
   * still, so that a missing script is not answered with a page.
   */
  public StaticFiles withFallback(String path) {
    var settings = new Settings(this);
    settings.fallback = requireNonNull(path, "path");
    return new StaticFiles(settings);
  }

  /**
   * Returns this with precompressed files: if there is an {@code app.js.br}, {@code .zst} or {@code
   * .gz} beside {@code app.js}, and the client accepts the coding, it is sent in its place.
   */
  public StaticFiles withPrecompressed() {
    var settings = new Settings(this);
    settings.isPrecompressed = true;
    return new StaticFiles(settings);
  }

  /**
   * Returns this with another media type for files with an ending.
   *
   * @param ending without the dot
   * @throws IllegalArgumentException if the text is not a media type
   */
  public StaticFiles withMediaType(String ending, String mediaType) {
    MediaType.parse(mediaType);
    var settings = new Settings(this);
    settings.types = new HashMap<>(types);
    settings.types.put(ending.toLowerCase(Locale.ROOT), mediaType);
    return new StaticFiles(settings);
  }

  /** Returns this, sending also files and folders whose names begin with a dot. */
  public StaticFiles allowHiddenFiles() {
    var settings = new Settings(this);
    settings.folder = folder.withHidden();
    return new StaticFiles(settings);
  }

  /** Adds the route. */
  @Override
  public void accept(Routes routes) {
    routes.get("/{*" + PARAMETER + "}", this::handle);
  }

  private Response handle(Context c) throws IOException {
    String path = c.findParam(PARAMETER).orElse("");
    String raw = c.request().path();
    FolderTree.Found found = hasEncodedSeparator(raw) ? null : folder.find(path);
    if (found != null && found.isFolder()) {
      if (!raw.endsWith("/") && index != null) {
        return redirectToFolder(c, raw);
      }
      found = index == null ? null : folder.find(path + index);
    }
    if (found == null || found.isFolder()) {
      found = isPage(path) && fallback != null ? folder.find(fallback) : null;
    }
    return found == null || found.isFolder() ? Problem.of(404).toResponse() : send(c, found);
  }

  /** A slash that is encoded is no separator to those who protect paths, so it is none here. */
  private static boolean hasEncodedSeparator(String raw) {
    for (int i = raw.indexOf('%'); i >= 0; i = raw.indexOf('%', i + 1)) {
      if (raw.regionMatches(true, i, "%2f", 0, 3) || raw.regionMatches(true, i, "%5c", 0, 3)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPage(String path) {
    return path.indexOf('.', path.lastIndexOf('/') + 1) < 0;
  }

  /** Relative to the path itself, so that no path can make it lead to another host. */
  private static Response redirectToFolder(Context c, String raw) {
    String name = raw.substring(raw.lastIndexOf('/') + 1);
    String query = c.request().rawQuery().map(text -> "?" + text).orElse("");
    return Response.redirect(301, "./" + name + "/" + query);
  }

  private Response send(Context c, FolderTree.Found file) throws IOException {
    String type = FileTypes.of(file.name(), types);
    Headers.Builder headers =
        Headers.builder()
            .add("Content-Type", type)
            .add("Cache-Control", cacheControl)
            .add("X-Content-Type-Options", "nosniff");
    FolderTree.Found sent = file;
    String coding = "";
    if (isPrecompressed) {
      headers.add("Vary", "Accept-Encoding");
      Variant variant = variant(c, file);
      if (variant != null) {
        headers.add("Content-Encoding", variant.coding);
        sent = variant.file;
        coding = variant.coding;
      }
    }
    Instant modified = sent.modified();
    headers.add("Last-Modified", HttpDates.format(modified));
    headers.add("ETag", tag(sent, coding).toString());
    Response whole =
        Response.of(200)
            .withHeaders(headers.build())
            .withBody(FileBody.ofReal(sent.path(), sent.size()));
    Response current = Validators.apply(c.request(), whole);
    return ByteRanges.apply(c.request(), current, () -> boundary(c));
  }

  private static String boundary(Context c) {
    byte[] bytes = new byte[16];
    c.env().random().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static EntityTag tag(FolderTree.Found file, String coding) {
    Instant modified = file.modified();
    String time = Long.toHexString(modified.getEpochSecond() * 1_000_000_000L + modified.getNano());
    String suffix = coding.isEmpty() ? "" : "-" + coding;
    return EntityTag.strong(time + "-" + Long.toHexString(file.size()) + suffix);
  }

  /** A file that is there in a coding. */
  private record Variant(String coding, FolderTree.Found file) {}

  /** The codings by how much smaller they make a file, and the endings of their files. */
  private static final List<String> CODINGS = List.of("br", "zstd", "gzip");

  private static final List<String> ENDINGS = List.of(".br", ".zst", ".gz");

  private @Nullable Variant variant(Context c, FolderTree.Found file) throws IOException {
    AcceptEncoding accepted = AcceptEncoding.of(c.request());
    List<String> codings = new ArrayList<>(CODINGS);
    String coding = accepted.preferred(codings).orElse(null);
    while (coding != null) {
      FolderTree.Found variant = folder.findBeside(file, ENDINGS.get(CODINGS.indexOf(coding)));
      if (variant != null && !variant.isFolder()) {
        return new Variant(coding, variant);
      }
      codings.remove(coding);
      coding = accepted.preferred(codings).orElse(null);
    }
    return null;
  }

  /** Returns the folder. */
  @Override
  public String toString() {
    return "StaticFiles[" + folder + "]";
  }
}
