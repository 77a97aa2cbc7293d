/** Encodings that several packages of this module share. */
@NullMarked
package dev.toolkit.auth.internal;

import org.jspecify.annotations.NullMarked;
