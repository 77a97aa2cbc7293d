/**
 * A router for any framework: method and raw path in, a target of your own type out.
 *
 * <p>Needs {@code java.base} and nothing else.
 */
module dev.toolkit.router {
  requires static org.jspecify;

  exports dev.toolkit.router;
}
