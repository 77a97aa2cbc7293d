package dev.toolkit.core.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Finds what is below a folder, and nothing that is not. */
final class FolderTree {

  /*
   * Two checks, each of which would do against what is known. The text of the path is taken apart
   * first, and refused if any segment could mean something else than a name. Then the file system
   * is asked where the path really leads, and that has to be below the folder. Files are opened
   * by that real path, without following links, so that a link that is put there in between is not
   * followed.
   */

  /** With all links resolved. */
  private final Path root;

  private final boolean hasHidden;

  private FolderTree(Path root, boolean hasHidden) {
    this.root = root;
    this.hasHidden = hasHidden;
  }

  /** A file or folder that may be sent. */
  record Found(Path path, String name, boolean isFolder, long size, Instant modified) {}

  static FolderTree of(Path folder) {
    try {
      Path real = folder.toRealPath();
      if (!Files.isDirectory(real)) {
        throw new NotDirectoryException(folder.toString());
      }
      return new FolderTree(real, false);
    } catch (IOException e) {
      throw new IllegalArgumentException("Not a folder that can be read: \"" + folder + "\"", e);
    }
  }

  FolderTree withHidden() {
    return new FolderTree(root, true);
  }

  /** Returns what is at a decoded path, relative to the folder, or null. */
  @Nullable Found find(String path) throws IOException {
    String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    if (!trimmed.isEmpty() && !isPlain(trimmed)) {
      return null;
    }
    try {
      Path named = root.resolve(trimmed);
      Found found = look(named, named.toRealPath(LinkOption.NOFOLLOW_LINKS), trimmed);
      // A slash at the end of a file's path asks for a folder.
      return found == null || found.isFolder || trimmed.equals(path) ? found : null;
    } catch (InvalidPathException | IOException absent) {
      return null;
    }
  }

  /** Returns the file of the same name with a further ending, or null. */
  @Nullable Found findBeside(Found file, String ending) {
    Path named = file.path.resolveSibling(file.path.getFileName() + ending);
    try {
      Found found = look(named, named.toRealPath(LinkOption.NOFOLLOW_LINKS), ending);
      return found == null || found.isFolder ? null : found;
    } catch (IOException absent) {
      return null;
    }
  }

  private @Nullable Found look(Path named, Path written, String name) throws IOException {
    Path real = written.toRealPath();
    if (!written.equals(named) || !real.startsWith(root) || (!hasHidden && isHidden(real))) {
      return null;
    }
    BasicFileAttributes attributes =
        Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isDirectory() && !attributes.isRegularFile()) {
      return null;
    }
    String last = name.substring(name.lastIndexOf('/') + 1);
    Instant modified = attributes.lastModifiedTime().toInstant();
    return new Found(real, last, attributes.isDirectory(), attributes.size(), modified);
  }

  private boolean isHidden(Path real) {
    for (Path name : root.relativize(real)) {
      if (name.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  /** Whether all segments are names, and nothing else to any file system. */
  private boolean isPlain(String path) {
    int start = 0;
    while (start <= path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      if (!isName(path.substring(start, end))) {
        return false;
      }
      start = end + 1;
    }
    return true;
  }

  private boolean isName(String segment) {
    if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
      return false;
    }
    if (!hasHidden && segment.startsWith(".")) {
      return false;
    }
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (c < ' ' || c == 0x7f || c == '\\') {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
