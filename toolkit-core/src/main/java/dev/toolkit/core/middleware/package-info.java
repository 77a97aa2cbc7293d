/** Middleware that every application can use, on every platform. */
@NullMarked
package dev.toolkit.core.middleware;

import org.jspecify.annotations.NullMarked;
