/** The web core: applications, routes, middleware, and what they need from outside. */
@NullMarked
package dev.toolkit.core;

import org.jspecify.annotations.NullMarked;
