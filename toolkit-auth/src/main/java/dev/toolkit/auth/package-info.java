/** Who makes a request, how they prove it, and what goes wrong when they do not. */
@NullMarked
package dev.toolkit.auth;

import org.jspecify.annotations.NullMarked;
