/** Cookies whose content the client can neither read nor change. */
@NullMarked
package dev.toolkit.auth.cookie;

import org.jspecify.annotations.NullMarked;
