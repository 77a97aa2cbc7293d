/**
 * A router for any framework: method and raw path in, a target of the embedder's own type out.
 *
 * <p>{@link dev.toolkit.router.Router} is where to start; {@link dev.toolkit.router.PathPattern}
 * holds the rules of the pattern language and can be used alone.
 */
@NullMarked
package dev.toolkit.router;

import org.jspecify.annotations.NullMarked;
