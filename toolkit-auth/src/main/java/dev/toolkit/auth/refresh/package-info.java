/** Refresh tokens: used once, replaced by the next, and worth nothing once stolen. */
@NullMarked
package dev.toolkit.auth.refresh;

import org.jspecify.annotations.NullMarked;
