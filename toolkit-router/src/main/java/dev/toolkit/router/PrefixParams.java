package dev.toolkit.router;

/** The parameters of a pattern that was matched alone, as a whole or as a prefix. */
final class PrefixParams extends Params {

  PrefixParams(Layout layout, String path, int[] offsets) {
    super(layout, path, 0, 0, offsets);
  }
}
